import assert from "node:assert/strict";
import { connect } from "countersign";
import { createClient, streams } from "./src/generated/index.js";
import type { ChatResponse, ServerSentEvent } from "./src/generated/types.js";

const baseUrl = process.argv[2] ?? "";
const client = connect(streams, { baseUrl });

const ids: string[] = [];
for await (const event of await client.watchEvents()) {
  const { data, id }: ServerSentEvent<{ id: string }> = event;
  ids.push(`${event.event} ${data.id} ${id}`);
}
assert.deepEqual(ids, ["message a undefined", "added b 2"]);

// The response decides between JSON and a stream.
const response: ChatResponse = await client.chat({ body: { stream: true } });
// @ts-expect-error it may be a stream
response.text;
assert.ok(Symbol.asyncIterator in response);

const deltas: string[] = [];
for await (const { data } of await client.chat({ body: { stream: true }, parseAs: "events" })) {
  deltas.push(data.delta);
}
assert.deepEqual(deltas, ["Hel", "lo"]);

await assert.rejects(client.chat({ body: {}, parseAs: "json" }), {
  code: "response_invalid",
  message:
    "streams: POST /chat returned a body that is not JSON (text/event-stream). " +
    'To read it as it is, pass `parseAs: "text"` or `"stream"`.',
});

// The plain client does not parse events: it returns their bytes.
const plain = createClient({ baseUrl });
const { data } = await plain.GET("/events", { parseAs: "stream" });
assert.match(await new Response(data).text(), /^: hello\n\ndata: /);
const wrong = await plain.GET("/events").catch(() => undefined);
// @ts-expect-error without `parseAs`, it has no data
wrong?.data?.id;
