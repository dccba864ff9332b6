import { expectTypeOf, it } from "vitest";
import { connect, type ServerSentEvent } from "../src/index.ts";
import { streaming } from "./helpers/streaming.ts";

const client = connect(streaming, {});
const body = { stream: true };

it("resolves to the events of an operation that returns nothing else", async () => {
  for await (const event of await client.watchEvents()) {
    expectTypeOf(event).toEqualTypeOf<ServerSentEvent<{ id: string }>>();
  }
  const byPath = await client.GET("/events");
  if (byPath.error === undefined) {
    for await (const { data } of byPath.data) expectTypeOf(data.id).toEqualTypeOf<string>();
  }
});

it("resolves to JSON or events if the response decides", async () => {
  const result = await client.chat({ body });
  // @ts-expect-error it may be events
  result.text;
  if ("text" in result) expectTypeOf(result.text).toEqualTypeOf<string>();
  else for await (const { data } of result) expectTypeOf(data.delta).toEqualTypeOf<string>();
});

it("resolves to what `parseAs` requires", async () => {
  for await (const { data } of await client.chat({ body, parseAs: "events" })) {
    expectTypeOf(data).toEqualTypeOf<{ delta: string }>();
  }
  expectTypeOf(await client.chat({ body, parseAs: "json" })).toEqualTypeOf<{ text: string }>();
  expectTypeOf(await client.watchEvents({ parseAs: "text" })).toEqualTypeOf<string>();
  const byPath = await client.POST("/chat", { body, parseAs: "json" });
  expectTypeOf(byPath.data).toEqualTypeOf<{ text: string } | undefined>();
});

it("narrows an event by its name if the document describes events", async () => {
  for await (const each of await client.watchBoth()) {
    if (each.event === "step") expectTypeOf(each.data).toEqualTypeOf<{ step: number }>();
    else expectTypeOf(each.data).toEqualTypeOf<string>();
  }
});

it("leaves the types of other operations as they are", async () => {
  expectTypeOf(await client.getPlain()).toEqualTypeOf<{ ok: boolean }>();
  expectTypeOf(await client.getPlain({ parseAs: "events" })).toEqualTypeOf<never>();
});
