import { describe, expect, it } from "vitest";
import type { PropertyEncoding } from "../../src/provider-table/provider.ts";
import { encodeStyledBody } from "../../src/transport/encode-styled-body.ts";

const URL_ENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

/** Returns an encoded body as text, with `B` for the boundary. */
async function textOf(
  body: unknown,
  mediaType: string,
  encodings?: readonly PropertyEncoding[],
): Promise<string> {
  const encoded = await encodeStyledBody(body, mediaType, encodings);
  const text = await new Response(encoded.content).text();
  const boundary = /boundary=(.+)/.exec(encoded.mediaType)?.[1];
  return boundary === undefined ? text : text.replaceAll(boundary, "B");
}

describe("a URL-encoded form", () => {
  it.each([
    ["form", true, { a: ["x y", "z"] }, "a=x%20y&a=z"],
    ["form", false, { a: ["x,y", "z"] }, "a=x%2Cy,z"],
    ["form", true, { a: { b: 1, c: true } }, "b=1&c=true"],
    ["form", false, { a: { b: 1, c: true } }, "a=b,1,c,true"],
    ["spaceDelimited", false, { a: ["x", "y"] }, "a=x%20y"],
    ["pipeDelimited", false, { a: ["x", "y"] }, "a=x%7Cy"],
    ["deepObject", true, { a: { b: { c: "d" } } }, "a[b][c]=d"],
    ["deepObject", true, { a: null, b: 1 }, "b=1"],
    ["form", false, { b: "x y", a: "s" }, "b=x+y&a=s"],
  ] as const)("writes style %s, explode %s: %j", async (style, explode, body, expected) => {
    expect(await textOf(body, URL_ENCODED, [{ name: "a", style, explode }])).toBe(expected);
  });

  it("leaves reserved characters if the encoding allows them", async () => {
    const encoding = { name: "a", style: "form", explode: true, allowReserved: true } as const;
    expect(await textOf({ a: "https://x/?y&z" }, URL_ENCODED, [encoding])).toBe(
      "a=https://x/?y%26z",
    );
  });

  it("rejects a value that the style cannot write", async () => {
    const encoding = { name: "a", style: "form", explode: false } as const;
    await expect(textOf({ a: [{ b: 1 }] }, URL_ENCODED, [encoding])).rejects.toMatchObject({
      code: "request_invalid",
    });
  });

  it("rejects a file, which it cannot contain", async () => {
    await expect(textOf({ a: new Blob(["x"]) }, URL_ENCODED)).rejects.toMatchObject({
      code: "request_invalid",
    });
  });
});

describe("a multipart form", () => {
  const part = (head: string, value: string) =>
    `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;

  it("has one part per pair of a styled property, unencoded", async () => {
    const encodings: PropertyEncoding[] = [
      { name: "a", style: "deepObject", explode: true },
      { name: "list", style: "form", explode: true },
    ];
    const body = { list: ["x", "y&"], a: { b: "1 2" } };
    expect(await textOf(body, MULTIPART, encodings)).toBe(
      `${part('name="a[b]"', "1 2")}${part('name="list"', "x")}${part('name="list"', "y&")}--B--\r\n`,
    );
  });

  it("gives an object its media type, and no file name", async () => {
    expect(await textOf({ a: { b: 1 } }, MULTIPART)).toBe(
      `${part('name="a"\r\nContent-Type: application/json', '{"b":1}')}--B--\r\n`,
    );
  });

  it("keeps a file's own media type rather than the declared one", async () => {
    const encodings = [{ name: "a", contentType: "application/pdf" }];
    const body = { a: [new Blob(["x"]), new File(["y"], "é\r\n.png", { type: "image/png" })] };
    expect(await textOf(body, MULTIPART, encodings)).toBe(
      `${part('name="a"; filename="blob"\r\nContent-Type: application/pdf', "x")}${part('name="a"; filename="é%0D%0A.png"\r\nContent-Type: image/png', "y")}--B--\r\n`,
    );
  });

  it("is readable by the platform", async () => {
    const bytes = new Uint8Array([0, 13, 10, 45, 45, 255]);
    const body = { file: new File([bytes], "a.bin"), text: "a\nb", none: undefined };
    const { content, mediaType } = await encodeStyledBody(body, MULTIPART);
    const headers = { "content-type": mediaType };
    const form = await new Response(content, { headers }).formData();
    const file = form.get("file");
    expect(file).toBeInstanceOf(File);
    expect(new Uint8Array(await (file as File).arrayBuffer())).toEqual(bytes);
    expect([...form.keys()]).toEqual(["file", "text"]);
    expect(form.get("text")).toBe("a\nb");
  });

  it("without properties is an empty form", async () => {
    expect(await textOf({}, MULTIPART)).toBe("--B--\r\n");
  });
});

it("passes on a body that is no plain object", async () => {
  const encodings = [{ name: "a", style: "form", explode: false }] as const;
  const fields = new URLSearchParams({ a: "1,2" });
  expect(await textOf(fields, URL_ENCODED, encodings)).toBe("a=1%2C2");
  expect(await textOf("a=1,2", URL_ENCODED, encodings)).toBe("a=1,2");
});
