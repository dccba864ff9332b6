import { describe, expect, it } from "vitest";
import { createClient } from "../../src/client/create-client.ts";
import type { ParameterStyle, Provider } from "../../src/provider-table/provider.ts";
import { serializeStyled, writeStyledRequest } from "../../src/transport/write-styled-request.ts";

const list = ["blue", "black", "br own"];
const object = { R: 100, G: "a/b" };
const style = (changes: Partial<ParameterStyle>): ParameterStyle => ({
  in: "query",
  name: "color",
  style: "form",
  explode: false,
  ...changes,
});

// The table in OpenAPI 3.1, section 4.8.12.4, with values that need encoding.
describe("in a query, serializeStyled", () => {
  it.each<[string, Partial<ParameterStyle>, unknown, string[]]>([
    ["a list as one pair", {}, list, ["color=blue,black,br%20own"]],
    ["a list with spaces", { style: "spaceDelimited" }, list, ["color=blue%20black%20br%20own"]],
    ["a list with pipes", { style: "pipeDelimited" }, list, ["color=blue%7Cblack%7Cbr%20own"]],
    ["an object as one pair", {}, object, ["color=R,100,G,a%2Fb"]],
    ["an object as separate pairs", { explode: true }, object, ["R=100", "G=a%2Fb"]],
    ["a string", {}, "a b", ["color=a%20b"]],
    ["an empty list as nothing", {}, [], []],
    ["JSON", { style: "json" }, { a: [1] }, ["color=%7B%22a%22%3A%5B1%5D%7D"]],
    [
      "reserved characters",
      { allowReserved: true },
      "a/b?c=d&e#f g",
      ["color=a/b?c=d%26e%23f%20g"],
    ],
  ])("writes %s", (_, changes, value, expected) => {
    const { query, params } = serializeStyled("/", { query: { color: value, q: 1 } }, [
      style(changes),
    ]);
    expect(query).toEqual(expected);
    expect(params.query).toEqual({ q: 1 });
  });
});

describe("in a path, serializeStyled", () => {
  it.each<[string, Partial<ParameterStyle>, unknown, string]>([
    ["simple, an object", { style: "simple" }, object, "R,100,G,a%2Fb"],
    ["simple, an object exploded", { style: "simple", explode: true }, object, "R=100,G=a%2Fb"],
    ["label, a string", { style: "label" }, "blue", ".blue"],
    ["label, a list", { style: "label" }, list, ".blue,black,br%20own"],
    ["label, a list exploded", { style: "label", explode: true }, list, ".blue.black.br%20own"],
    ["label, an object exploded", { style: "label", explode: true }, object, ".R=100.G=a%2Fb"],
    ["matrix, a string", { style: "matrix" }, "blue", ";color=blue"],
    ["matrix, a list", { style: "matrix" }, list, ";color=blue,black,br%20own"],
    [
      "matrix, a list exploded",
      { style: "matrix", explode: true },
      list,
      ";color=blue;color=black;color=br%20own",
    ],
    ["matrix, an object", { style: "matrix" }, object, ";color=R,100,G,a%2Fb"],
    ["matrix, an object exploded", { style: "matrix", explode: true }, object, ";R=100;G=a%2Fb"],
  ])("writes %s", (_, changes, value, expected) => {
    const { path } = serializeStyled("/a/{color}/b", { path: { color: value } }, [
      style({ in: "path", ...changes }),
    ]);
    expect(path).toBe(`/a/${expected}/b`);
  });

  it.each([
    ["label", "."],
    ["label", ""],
    ["simple", ".."],
  ] as const)("rejects a segment that URL parsers would drop: %s %j", (name, value) => {
    const write = () =>
      serializeStyled("/{color}", { path: { color: value } }, [style({ in: "path", style: name })]);
    expect(write).toThrow("The path parameter `color` must not be missing, empty");
  });
});

it("writes objects in headers, and any value in cookies", () => {
  const styles = [
    style({ in: "header", name: "X-Color", style: "simple" }),
    style({ in: "cookie", explode: true }),
    style({ in: "cookie", name: "s" }),
  ];
  const params = { header: { "X-Color": object }, cookie: { color: "a;b", s: ["x", "y"] } };
  expect(serializeStyled("/", params, styles).headers).toEqual({
    "X-Color": "R,100,G,a/b",
    cookie: "color=a%3Bb; s=x,y",
  });
});

it("rejects a value nested deeper than a list or an object", () => {
  const write = (value: unknown) => () =>
    serializeStyled("/", { query: { color: value } }, [style({})]);
  for (const value of [{ a: { b: 1 } }, [[1]], new Date(0), Number.NaN]) {
    expect(write(value)).toThrow(
      "The query parameter `color` must be a string, a number or a boolean.",
    );
  }
});

describe("a request", () => {
  const operation = {
    method: "GET",
    path: "/{id}/{color}",
    security: [],
    styles: [style({ in: "path", style: "matrix" }), style({ name: "ids" })],
  };
  const params = { path: { id: 1, color: "a/b" }, query: { q: "x", ids: [1, 2] } };
  const target = { baseUrl: "https://api.test", headers: {}, encodeBody: undefined };

  it("has its styled parameters next to the others", async () => {
    const { url } = await writeStyledRequest(operation, { params }, target);
    expect(url).toBe("https://api.test/1/;color=a%2Fb?q=x&ids=1,2");
    const missing = { path: { id: 1 } };
    await expect(writeStyledRequest(operation, { params: missing }, target)).rejects.toThrow(
      "The path parameter `color` must not be missing, empty",
    );
  });

  it("is rejected by a client that cannot write styled parameters", async () => {
    const provider: Provider = {
      name: "a",
      title: "A",
      version: "1",
      servers: {},
      defaultHeaders: {},
      securitySchemes: {},
      requiredCredentials: [],
      operations: { get: operation },
    };
    const options = { baseUrl: "https://api.test", fetch: () => expect.fail("it was sent") };
    const client: object = createClient(provider, options as never, {});
    const { get } = client as { get(input: object): Promise<unknown> };
    await expect(get({ params })).rejects.toMatchObject({
      code: "request_invalid",
      cause: { message: "This client lacks a feature." },
    });
  });
});

it("rejects a header value that cannot be sent, without showing it", async () => {
  const operation = {
    method: "GET",
    path: "/",
    security: [],
    styles: [style({ in: "header", name: "X-Color", style: "simple" })],
  };
  const target = { baseUrl: "https://api.test", headers: {}, encodeBody: undefined };
  const init = { params: { header: { "X-Color": ["blue", "Jane\nDoe"] } } };
  const error = await writeStyledRequest(operation, init, target).catch((reason) => reason);
  expect(error).toMatchObject({
    code: "request_invalid",
    message: "The header parameter `X-Color` must be Latin-1 without line breaks.",
  });
});

it("ignores allowReserved in a path, because another operation would be called", () => {
  const styles = [style({ in: "path", style: "simple", allowReserved: true })];
  const { path } = serializeStyled(
    "/users/{color}/x",
    { path: { color: "a/../../admin?b#c" } },
    styles,
  );
  expect(path).toBe("/users/a%2F..%2F..%2Fadmin%3Fb%23c/x");
});
