import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { beforeEach, describe, expect, it } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";
import { previewSpec } from "../../src/load/preview-spec.ts";

const documentWith = (ref: string): string => `${HEAD}paths:
  /users:
    get:
      operationId: listUsers
      responses:
        "200":
          description: The users.
          content: { application/json: { schema: { $ref: "${ref}" } } }
`;

let outside: string;
beforeEach(async () => {
  outside = await temporaryFolder();
  await writeFile(join(outside, "secret.yaml"), "type: string\ndescription: secret\n");
});

describe("a reference through a link", () => {
  it.each([
    [
      "to a file outside",
      "link.yaml",
      async (spec: string) => {
        await symlink(join(outside, "secret.yaml"), join(spec, "link.yaml"));
      },
    ],
    [
      "to a folder outside",
      "link/secret.yaml",
      async (spec: string) => {
        await symlink(outside, join(spec, "link"));
      },
    ],
    [
      "to a link to a file outside",
      "first.yaml",
      async (spec: string) => {
        await symlink(join(outside, "secret.yaml"), join(spec, "second.yaml"));
        await symlink("second.yaml", join(spec, "first.yaml"));
      },
    ],
  ])("%s is refused", async (_, ref, link) => {
    const spec = await specFolder(documentWith(ref));
    await link(spec);
    const message = `The reference ${ref} cannot be resolved: it points outside the spec folder.`;
    expect(await specErrorOf(loadSpec(spec))).toMatchObject({ message });
    const text = documentWith(ref);
    const draft = {
      name: "acme",
      file: "/nowhere/openapi.yaml",
      text,
      origin: join(spec, "acme.yaml"),
    };
    expect(await specErrorOf(previewSpec(draft))).toMatchObject({ message });
  });

  it("to a file of the spec folder is followed", async () => {
    const spec = await specFolder(documentWith("link/user.yaml"));
    await mkdir(join(spec, "schemas"));
    await writeFile(join(spec, "schemas/user.yaml"), "type: string\n");
    await symlink("schemas", join(spec, "link"));
    const { document } = await loadSpec(spec);
    expect(JSON.stringify(document)).toContain('"type":"string"');
  });

  it("is followed if the spec folder itself is a link", async () => {
    const spec = await specFolder(documentWith("user.yaml"));
    await writeFile(join(spec, "user.yaml"), "type: string\n");
    const linked = join(await temporaryFolder(), "acme");
    await symlink(spec, linked);
    expect(JSON.stringify((await loadSpec(linked)).document)).toContain('"type":"string"');
  });
});
