import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

// The input of the site: a provider's document with the command's overlay, applied by Redocly.

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../../", import.meta.url));

interface Operation {
  readonly "x-codeSamples"?: readonly { lang: string; label: string; source: string }[];
}

function operationsOf(file: string): Operation[] {
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const methods = /^(get|put|post|delete|options|head|patch)$/;
  return Object.values(paths).flatMap((item) =>
    Object.entries(item).flatMap(([key, operation]) => (methods.test(key) ? [operation] : [])),
  );
}

it.each(readdirSync(join(repository, "specs")))(
  "%s: has three samples for every operation of the document",
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "countersign-overlay-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [overlay, bundle] = [join(folder, "samples.json"), join(folder, "bundle.json")];
    const document = join(repository, "packages/providers", name, "openapi.json");
    const manifest = readFileSync(
      join(repository, "packages/providers", name, "package.json"),
      "utf8",
    );
    const packageName: string = JSON.parse(manifest).name;
    await run("countersign", [
      ...["samples", join(repository, "specs", name)],
      ...["--package", packageName, "--out", overlay],
    ]);
    await run("redocly", ["bundle", document, "--overlay", overlay, "--output", bundle], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        REDOCLY_TELEMETRY: "off",
        REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
      },
    });
    const operations = operationsOf(bundle);
    expect(operations.length).toBe(operationsOf(document).length);
    for (const { "x-codeSamples": samples } of operations) {
      expect(samples?.map(({ label }) => label)).toEqual(["countersign", packageName, "curl"]);
    }
  },
  120_000,
);
