import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

// 2 ** 53 + 1 is the smallest positive integer that a number cannot hold: parsing would yield 9007199254740992.

const options = { appId: "app-1", secret: "s3cret" };

async function read(body: string, status = 200) {
  const server = await startServer(() => ({ status, body }));
  const client = connect(acme, { ...options, baseUrl: server.url });
  const error = await client.getStatus().then(
    (value) => ({ value }),
    (reason: unknown) => reason,
  );
  return { error, server, client };
}

describe("a response with an integer that a number cannot hold is rejected, and not retried:", () => {
  it.each([
    ["a property", '{"id": 9007199254740993}', "id"],
    ["without white space", '{"user":{"id":9007199254740993}}', "id"],
    ["negative", '{"balance":-9007199254740993}', "balance"],
    ["in a list", '{"ids":[1,\n9007199254740993]}', "1"],
    ["the whole body", "9007199254740993", ""],
    ["of many digits", `{"id":${"9".repeat(400)}}`, "id"],
    ["of 31 digits", '{"id":1500000000000000000000000000001}', "id"],
    [
      "beside its own digits in a string",
      '{"text":"9007199254740993","id":9007199254740993}',
      "id",
    ],
    ["of 19 digits", '{"id":1234567890123456789,"name":"Jane"}', "id"],
  ])("%s", async (_, body, name) => {
    const { error, server } = await read(body);
    expect(error).toMatchObject({
      name: "ResponseError",
      code: "integer_unsafe",
      status: 200,
      message: `acme: GET /status returned an integer that a number cannot hold in \`${name}\` (application/json). To read it as it is, pass \`parseAs: "text"\` or \`"stream"\`.`,
    });
    expect(server.received).toHaveLength(1);
  });

  it("but its text can be read", async () => {
    const body = '{"id": 9007199254740993}';
    const server = await startServer(() => ({ body }));
    const client = connect(acme, { ...options, baseUrl: server.url });
    expect(await client.getStatus({ parseAs: "text" })).toBe(body);
  });

  it("but an error's body is then its text", async () => {
    const body = '{"id": 9007199254740993}';
    const { error } = await read(body, 404);
    expect(error).toMatchObject({ code: "http_error", status: 404, body });
  });
});

describe("a response is parsed with", () => {
  it.each<[string, string, unknown]>([
    ["the largest safe integer", '{"id":9007199254740991}', { id: 9007199254740991 }],
    ["a larger one that a number holds", '{"id":9007199254740992}', { id: 9007199254740992 }],
    ["a time in microseconds", '{"at":[1700000000000000]}', { at: [1_700_000_000_000_000] }],
    ["long digits in a string", '{"iban":"1234567890123456789"}', { iban: "1234567890123456789" }],
    [
      "digits after a comma in a string",
      '{"note":"a, 9007199254740993, b"}',
      { note: "a, 9007199254740993, b" },
    ],
    [
      "fractions",
      '{"rate": 0.12345678901234568, "x": 1234567890123456.5}',
      { rate: 0.12345678901234568, x: 1_234_567_890_123_456.5 },
    ],
    [
      "a large fraction beside a long integer",
      '{"at": 1700000000000000, "x": 1e+300}',
      { at: 1_700_000_000_000_000, x: 1e300 },
    ],
  ])("%s", async (_, body, value) => {
    expect((await read(body)).error).toEqual({ value });
  });
});

it("an event with such an integer ends its stream", async () => {
  const stream = {
    ...acme,
    operations: {
      ...acme.operations,
      getStatus: { ...acme.operations.getStatus, eventStream: { text: false } },
    },
  } as const;
  const server = await startServer(() => ({
    headers: { "content-type": "text/event-stream" },
    body: 'data: {"id":1}\n\ndata: {"id":9007199254740993}\n\n',
  }));
  const client = connect(stream as typeof acme, { ...options, baseUrl: server.url });
  const events = (await client.getStatus()) as never as AsyncIterable<{ data: unknown }>;
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const { data } of events) seen.push(data);
  })();
  await expect(reading).rejects.toMatchObject({ code: "integer_unsafe" });
  expect(seen).toEqual([{ id: 1 }]);
});
