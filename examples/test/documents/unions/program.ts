import assert from "node:assert/strict";
import { connect } from "countersign";
import { unions } from "./src/generated/index.js";

const client = connect(unions, { baseUrl: process.argv[2] ?? "" });
const pets = await client.createPet({ body: { kind: "dog", tricks: ["sit"] } });
const details = pets.map((pet) => {
  // The discriminator narrows the union.
  if (pet.kind === "cat") return pet.lives ?? null;
  const tricks: string[] | undefined = pet.tricks;
  return tricks?.length;
});
assert.deepEqual(details, [null, 1]);
const tree = await client.getTree();
assert.equal(tree.children[0]?.children[0]?.parent?.parent ?? null, null);
// @ts-expect-error a cat has no tricks
const wrong: Parameters<typeof client.createPet>[0] = { body: { kind: "cat", tricks: [] } };
void wrong;

const checks = await client.listChecks();
const scores = checks.map((check) => {
  // The discriminator also narrows schemas that inherit from a common one.
  const score: number = check.type === "face" ? check.score : 0;
  return check.passed ? score : -1;
});
assert.deepEqual(scores, [0.5, -1]);
