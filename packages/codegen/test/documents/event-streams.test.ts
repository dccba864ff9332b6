import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HEAD } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";
import { SAME, typeErrors } from "../helpers/type-check.ts";

const GOLDEN = join(import.meta.dirname, "../golden/event-streams/spec/openapi.yaml");

const PROGRAM = `import type * as acme from "./src/generated/operations.js";
${SAME}type EventOf<T> = T extends AsyncIterable<infer Event> ? Event : never;
interface Of<Data> { event: string; data: Data; id?: string }
sure<Same<EventOf<acme.WatchEventsResponse>["data"], { id: string }>>();
sure<Same<EventOf<acme.ChatResponse>["data"], { delta: string }>>();
sure<Same<Exclude<acme.ChatResponse, AsyncIterable<unknown>>, { text: string }>>();
sure<Same<acme.ReadLinesResponse, AsyncIterable<acme.ServerSentEvent<string>>>>();
sure<Same<EventOf<acme.WatchSharedResponse>["data"], { share?: string }>>();
sure<Same<acme.WatchCheckErrors, { 409: string }>>();
const plain: Of<string> = null! as EventOf<acme.ReadLinesResponse>;
async function main(check: acme.WatchCheckResponse, documents: acme.WatchDocumentsResponse) {
  for await (const event of check) {
    if (event.event === "progress") sure<Same<typeof event.data, { percent: number }>>();
    else sure<Same<typeof event.data, string | undefined>>();
  }
  for await (const event of documents) {
    if (event.event === "end") sure<Same<typeof event.data, string>>();
    else sure<Same<typeof event.data, { percent: number }>>();
  }
}
export { main, plain };
`;

test("the types of streams are iterables of their events", async () => {
  const files = await generated(await readFile(GOLDEN, "utf8"));
  expect(
    await typeErrors(files, PROGRAM.replace("{ share?: string }", "{ share: string }")),
  ).toEqual([]);
  // The check can fail.
  expect(await typeErrors(files, PROGRAM)).toHaveLength(1);
});

test("a document without streams may use the names of their types", async () => {
  const files = await generated(`${HEAD}paths:
  /a:
    get: { operationId: a, responses: { "204": { description: None. } } }
components:
  schemas: { ServerSentEvent: { type: string } }
`);
  expect(files["src/generated/schema.ts"]).toContain("export type ServerSentEvent = string;");
});
