import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertVocabulary } from "@countersign/spec/lint";
import { loadSpec } from "@countersign/spec/load";
import { readAll } from "@countersign/testing/files";
import { describe, expect, test } from "vitest";
import { addProvider } from "../../src/add/add-provider.ts";
import { emptyWorkspace } from "./helpers/workspace.ts";

/** A provider of checks whose state has the given schema. */
function document(status: string): string {
  return `openapi: 3.1.0
info: { title: Acme, version: "1" }
servers: [{ url: https://api.acme.example }]
paths:
  /v1/checks:
    post:
      operationId: createCheck
      responses: { "201": { description: The check. } }
  /v1/checks/{check_id}:
    get:
      operationId: getCheck
      parameters: [{ name: check_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: The check.
          content: { application/json: { schema: { $ref: "#/components/schemas/Body" } } }
components:
  schemas:
    Body:
      type: object
      properties:
        data:
          type: object
          properties:
            check_id: { type: string }
            attributes: { type: object, properties: { status: ${status} } }
`;
}

async function add(text: string) {
  const root = await emptyWorkspace({ "acme.yaml": text });
  const source = join(root, "acme.yaml");
  const added = await addProvider({ name: "acme", source, toolVersion: "0.0.0", from: root });
  const files = await readAll(root);
  const overlay = files["specs/acme/overlay.yaml"] ?? "";
  return { root, added, overlay, lines: overlay.split("\n") };
}

describe("the states that a document names", () => {
  test("are proposed in a comment of the overlay, which is to be reviewed", async () => {
    const { added, overlay, lines } = await add(
      document('{ type: string, enum: [pending, "needs review", approved] }'),
    );
    expect(overlay).toContain(`# - target: $
#   description: Declares the states of what the sandbox keeps.
#   update:
#     x-countersign-resources:
#       checks:
#         lifecycle:
#           state: "/attributes/status"
#           initial: pending
#           states:
#             pending: {}
#             needs review: {}
#             approved: {}
#           moves: {}
`);
    const decision = added.decisions.find(({ message }) => message.includes("The sandbox keeps"));
    expect(decision).toEqual({
      file: "specs/acme/overlay.yaml",
      line: lines.findIndex((line) => line.startsWith("# States that the document names")) + 1,
      message:
        "The sandbox keeps what POST /v1/checks creates. Its states at /attributes/status are pending, needs review, approved, but the document does not say what leads to them. To let the sandbox move them, complete the proposal here, and check it against the provider's documentation.",
    });
  });

  test("become a declaration once moves are declared and the hashes removed", async () => {
    const { root, overlay } = await add(document("{ type: string, enum: [pending, approved] }"));
    const [before = "", proposal = ""] = overlay.split(/^(?=# - target: \$\n)/m);
    const moves =
      "moves: { approve: { from: [pending], to: approved, by: provider, evidence: assumed } }";
    const uncommented = proposal.replace(/^# /gm, "  ");
    const write = async (text: string) => {
      await writeFile(join(root, "specs/acme/overlay.yaml"), before + text);
      return loadSpec(join(root, "specs/acme"));
    };
    const incomplete = await write(uncommented);
    await expect(assertVocabulary(incomplete)).rejects.toThrow(
      "No moves lead from `pending` to the state `approved`.",
    );
    const complete = await write(uncommented.replace("moves: {}", moves));
    await expect(assertVocabulary(complete)).resolves.toBeUndefined();
    expect(complete.document).toMatchObject({
      "x-countersign-resources": { checks: { lifecycle: { state: "/attributes/status" } } },
    });
  });

  test.for([
    ["are open", "{ type: string }"],
    ["are one only", "{ type: string, enum: [active] }"],
    ["are numbers", "{ type: integer, enum: [1, 2] }"],
  ] as const)("are not proposed if they %s", async ([, status]) => {
    const { added, overlay } = await add(document(status));
    expect(overlay).not.toContain("lifecycle");
    expect(added.decisions.filter(({ message }) => message.includes("sandbox keeps"))).toEqual([]);
  });

  test("are not proposed if the document declares what is kept", async () => {
    const declared = "x-countersign-resources: { checks: {} }\n";
    const { overlay } = await add(document("{ type: string, enum: [a, b] }") + declared);
    expect(overlay).not.toContain("lifecycle");
  });
});
