import { join } from "node:path";
import { writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect, test } from "vitest";
import { editSources } from "../../src/sources/edit-sources.ts";
import { readSources } from "../../src/sources/sources.ts";

const VERSION = { date: "2026-11-20", sha256: "b".repeat(64), validators: {} };

/** Returns a source.yaml in which a new version of `vendor/a.yaml` and the new page `b` are recorded. */
async function edited(text: string, etag?: string): Promise<string> {
  const folder = await writeAll(join(await temporaryFolder(), "acme"), { "source.yaml": text });
  const sources = await readSources(folder);
  if (sources === undefined) return expect.unreachable();
  const validators = etag === undefined ? {} : { etag };
  return editSources(sources, {
    changed: [{ ...VERSION, path: "vendor/a.yaml", validators }],
    added: [
      { ...VERSION, path: "vendor/b.yaml", address: new URL("https://acme.test/b.md?c='d'") },
    ],
  });
}

test("comments, quotes, order and other fields are preserved, whatever the indentation", async () => {
  const text = `%s
# Provenance.
"files":
    # first
    "vendor/a.yaml": # ours since May
          sha256: "${"a".repeat(64)}"   # of the block
          etag: "\\"1\\""

          # Ask them.
          licence: >-
            none
            stated
          date: '2026-01-31' # a Saturday
          address:
            https://acme.test/a.md

    # ours

    "openapi.yaml": { hand-written: yes, it is }
notes: |
  vendor/a.yaml:
    date: 2026-01-31
`.replace("%s\n", "");
  expect(await edited(text.replace("yes, it is", "'yes'"), '"2"')).toBe(`# Provenance.
"files":
    # first
    "vendor/a.yaml": # ours since May
          sha256: ${"b".repeat(64)}   # of the block
          etag: '"2"'

          # Ask them.
          licence: >-
            none
            stated
          date: 2026-11-20 # a Saturday
          address:
            https://acme.test/a.md
    vendor/b.yaml:
      address: https://acme.test/b.md?c=%27d%27
      part: the OpenAPI block of the page
      date: 2026-11-20
      sha256: ${"b".repeat(64)}
      licence: not stated by the publisher

    # ours

    "openapi.yaml": { hand-written: 'yes' }
notes: |
  vendor/a.yaml:
    date: 2026-01-31
`);
});

test("an outdated field is removed, and a missing line break at the end is added", async () => {
  const text = `files:
  vendor/a.yaml:
    address: https://acme.test/a.md
    date: 2026-01-31
    sha256: ${"a".repeat(64)}
    last-modified: Fri, 30 Jan 2026 12:00:00 GMT # by their clock
    licence: MIT`;
  expect(await edited(text)).toBe(`files:
  vendor/a.yaml:
    address: https://acme.test/a.md
    date: 2026-11-20
    sha256: ${"b".repeat(64)}
    licence: MIT
  vendor/b.yaml:
    address: https://acme.test/b.md?c=%27d%27
    part: the OpenAPI block of the page
    date: 2026-11-20
    sha256: ${"b".repeat(64)}
    licence: not stated by the publisher
`);
});
