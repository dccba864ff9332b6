import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Files, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";

/** An OpenAPI document with one operation. */
export const BEFORE = `openapi: 3.1.0
info: { title: Acme, version: 1.0.0 }
paths:
  /inquiries:
    post:
      operationId: createInquiry
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [subject]
              properties:
                subject: { type: string }
                level: { type: integer }
      responses:
        "200": { description: Created. }
`;

/** The same, a year later. */
export const AFTER: string = BEFORE.replace(
  "level: { type: integer }",
  "level: { type: integer }\n                email_hint: { type: string }",
);

/** A page of a documentation site that embeds a document. */
export function page(document: string, title = "Create inquiry"): string {
  return `# ${title}\n\n> Creates an inquiry.\n\n## OpenAPI\n\n\`\`\`\`yaml POST /inquiries\n${document}\`\`\`\``;
}

/** Returns the entry of a vendored file in `source.yaml`. */
export function entry(
  path: string,
  { address, bytes, part }: { address: string; bytes: string; part?: string },
): string {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const lines = [
    `address: ${address} # as of then`,
    ...(part === undefined ? [] : [`part: ${part}`]),
    "date: 2026-01-31",
    `sha256: ${sha256}`,
    "licence: MIT",
  ];
  return `  ${path}:\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

/** An entry that every test folder has. */
const OWN = `  # what is ours
  openapi.yaml:
    hand-written: "the root document"
`;

/** Creates a workspace with the folder `specs/acme` and the given entries in source.yaml, and returns the folder's path. */
export async function vendoredFolder(entries: string, files: Files): Promise<string> {
  const folder = join(await temporaryFolder(), "specs/acme");
  return writeAll(folder, {
    "openapi.yaml":
      "openapi: 3.1.0\npaths:\n  /inquiries:\n    $ref: vendor/a.yaml#/paths/~1inquiries\n",
    "source.yaml": `# Where each file comes from.\nfiles:\n${entries}${OWN}`,
    ...files,
  });
}

/** The clock of the tests. */
export const NOW = (): Date => new Date("2026-11-20T23:30:00Z");
