import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { VectorReport } from "./report.ts";

type Content = string | { readonly hex: string };

interface VectorFile {
  readonly scheme: string;
  readonly words:
    | "x-countersign-hmac"
    | "x-countersign-webhooks"
    | "x-countersign-webhooks.asymmetric";
  readonly cases: readonly {
    readonly name: string;
    readonly input: { readonly url: string; readonly body: Content };
    readonly headers: Readonly<Record<string, string>>;
    readonly url?: string;
  }[];
}

/** What becomes of each delivery: what was just signed, what was published, and what was altered. */
const DELIVERY = { signed: "accepted", verified: "accepted", altered: "signature_mismatch" };

const folder = fileURLToPath(new URL("../../countersign/vectors/", import.meta.url));

/** Returns the expected result of each vector in the repository, as published in the vector. */
export function expectedVectors(): readonly VectorReport[] {
  const files = globSync("*.json", { cwd: folder })
    .sort()
    .map((name): VectorFile => JSON.parse(readFileSync(folder + name, "utf8")));
  // The programs replay what a secret signs.
  const replayed = files.filter(({ words }) => words !== "x-countersign-webhooks.asymmetric");
  return replayed.flatMap(({ scheme, words, cases }) =>
    cases.map(({ name, input: { url: unsigned, body }, headers, url = unsigned }) => {
      const shared = { title: `${scheme}, ${name}`, headers };
      return words === "x-countersign-hmac"
        ? { ...shared, url, body: toHex(body) }
        : { ...shared, ...DELIVERY };
    }),
  );
}

function toHex(content: Content): string {
  return typeof content === "string" ? Buffer.from(content).toString("hex") : content.hex;
}
