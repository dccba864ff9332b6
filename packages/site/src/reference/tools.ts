import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "@countersign/process";

/** The programs that build a reference. */
export interface Tools {
  /** Writes an overlay that adds samples to each operation of a spec. */
  samples(spec: string, options: { packageName: string; out: string }): Promise<void>;
  /** Writes a Postman collection of a spec. */
  postman(spec: string, out: string): Promise<void>;
  /** Writes a document with an overlay applied. */
  bundle(document: string, options: { overlay: string; out: string }): Promise<void>;
  /** Writes a document as one HTML page, with a Redoc configuration. */
  buildDocs(document: string, options: { config: string; out: string }): Promise<void>;
}

const QUIET = {
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  REDOCLY_SUPPRESS_NOTIFICATIONS: "true",
};

/**
 * Returns the programs of this workspace.
 *
 * @param cwd - Folder to run them in. It must not have a Redocly configuration, which is for linting.
 */
export function workspaceTools(cwd: string): Tools {
  const countersign = binOf("@countersign/cli", "countersign");
  const redocly = binOf("@redocly/cli", "redocly");
  const node = (...args: string[]) =>
    run(process.execPath, args, { cwd, env: { ...process.env, ...QUIET } });
  return {
    async samples(spec, { packageName, out }) {
      await node(countersign, "samples", spec, "--package", packageName, "--out", out);
    },
    async postman(spec, out) {
      await node(countersign, "postman", spec, "--out", out);
    },
    async bundle(document, { overlay, out }) {
      await node(redocly, "bundle", document, "--overlay", overlay, "--output", out);
    },
    async buildDocs(document, { config, out }) {
      const flags = ["--inlineBundle", "--config", config, "--output", out];
      await node(redocly, "build-docs", document, ...flags);
    },
  };
}

function binOf(packageName: string, command: string): string {
  const file = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const manifest: { bin: Record<string, string> } = JSON.parse(readFileSync(file, "utf8"));
  return join(dirname(file), manifest.bin[command] ?? "");
}
