import { HEAD } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

/** Returns the media type that a client sends for a body of these, or undefined for JSON. */
async function sentFor(content: string): Promise<string | undefined> {
  const files = await generated(`${HEAD}paths:
  /a:
    post:
      operationId: a
      requestBody: { content: ${content} }
      responses: { "204": { description: Yes. } }
`);
  return /requestMediaType: "([^"]+)"/.exec(files["src/generated/provider.ts"] ?? "")?.[1];
}

describe("a body is sent as", () => {
  test.for([
    ["JSON", "{ application/json: {} }", undefined],
    ["JSON, whatever its parameters", "{ application/json; charset=utf-8: {} }", undefined],
    [
      "JSON of several",
      "{ text/csv: {}, application/ld+json: {}, application/json: {} }",
      undefined,
    ],
    ["JSON of another name", "{ application/ld+json: {} }", "application/ld+json"],
    ["that before what is no JSON", "{ text/csv: {}, a/b+json: {} }", "a/b+json"],
    ["the first of what is no JSON", "{ text/csv: {}, text/html: {} }", "text/csv"],
    ["a type before a range", '{ "*/*": {}, text/csv: {} }', "text/csv"],
    ["bytes for a range", '{ "image/*": {} }', "application/octet-stream"],
    ["JSON for any type of an object", '{ "*/*": { schema: { type: object } } }', undefined],
  ] as const)("%s", async ([, content, expected]) => {
    expect(await sentFor(content)).toBe(expected);
  });
});
