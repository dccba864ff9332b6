import { HEAD } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

/** Returns the media type that a client sends for a request body with this content, or undefined for JSON. */
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

describe("sends a request body as", () => {
  test.for([
    ["JSON", "{ application/json: {} }", undefined],
    ["JSON, regardless of parameters", "{ application/json; charset=utf-8: {} }", undefined],
    [
      "JSON, if it is one of several types",
      "{ text/csv: {}, application/ld+json: {}, application/json: {} }",
      undefined,
    ],
    ["another JSON type", "{ application/ld+json: {} }", "application/ld+json"],
    [
      "another JSON type rather than one that is not JSON",
      "{ text/csv: {}, a/b+json: {} }",
      "a/b+json",
    ],
    ["the first type, if none is JSON", "{ text/csv: {}, text/html: {} }", "text/csv"],
    ["a type rather than a range", '{ "*/*": {}, text/csv: {} }', "text/csv"],
    ["bytes for a range", '{ "image/*": {} }', "application/octet-stream"],
    ["JSON for an object of any type", '{ "*/*": { schema: { type: object } } }', undefined],
  ] as const)("%s", async ([, content, expected]) => {
    expect(await sentFor(content)).toBe(expected);
  });
});
