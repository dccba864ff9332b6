import assert from "node:assert/strict";
import { connect } from "countersign";
import { severalFiles } from "./src/generated/index.js";

const client = connect(severalFiles, { baseUrl: process.argv[2] ?? "" });
const user = await client.getUser({ params: { path: { id: 7 } } });
const friend: string | undefined = user.friends?.[0]?.name;
assert.equal(friend, "Bo");
