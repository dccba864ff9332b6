import { describe, expect, it } from "vitest";
import type { WebhookSignature } from "../../src/provider-table/provider.ts";
import { parseSignatures } from "../../src/webhooks/signature-header.ts";
import { stripe } from "./schemes.ts";

/** Returns the signatures of a header with their timestamps, as strings, or `malformed`. */
function parse(header: string, value: string, valueSeparator?: string): string | string[] {
  const { value: _, ...rest } = stripe;
  const signature: WebhookSignature = {
    ...rest,
    value,
    ...(valueSeparator !== undefined && { valueSeparator }),
  };
  const parsed = parseSignatures(header, signature);
  const all = [...(parsed ?? [])].flatMap(([timestamp = "-", signatures]) =>
    signatures.map((one) => `${timestamp} ${one}`),
  );
  return parsed === undefined ? "malformed" : all;
}

const LIST = "t={timestamp},v1={signature}";
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${index}`);

describe("a list of key=value", () => {
  it.each([
    ["may have a timestamp and a signature", "t=1,v1=aa", ["1 aa"]],
    ["may have several signatures", "t=1,v1=aa,v1=bb", ["1 aa", "1 bb"]],
    ["may have other keys, which are ignored", "t=1,v0=zz,v1=aa,v2=bb", ["1 aa"]],
    ["may have a signature with padding", "t=1,v1=aa==", ["1 aa=="]],
    ["may begin with a signature", "v1=aa,t=1", ["1 aa"]],
    ["may begin with another key", "v0=zz,t=1,v1=aa", ["1 aa"]],
    ["may repeat its timestamp", "t=1,t=1,v1=aa", ["1 aa"]],
    ["may repeat a signature", "t=1,v1=aa,v1=aa", ["1 aa"]],
    ["may have an empty entry", "t=1,,v1=aa,", ["1 aa"]],
    ["may have white space around its entries", "t=1, v1=aa ,v0=bb", ["1 aa"]],
    ["may have entries of another form", "t=1,v1=aa,bb,v2=", ["1 aa"]],
    ["must not have two timestamps", "t=1,v1=aa,t=2", "malformed"],
    ["must have a timestamp", "v1=aa", "malformed"],
    ["must have a signature", "t=1", "malformed"],
    ["must have a signature under the declared key", "t=1,v0=aa", "malformed"],
    ["must have its keys in the declared case", "T=1,V1=aa", "malformed"],
    ["must not be empty", "", "malformed"],
  ])("%s: %s", (_, header, expected) => {
    expect(parse(header, LIST)).toEqual(expected);
  });
});

describe("several sets", () => {
  it.each([
    ["may be in one header", "t=1,v1=aa t=2,v1=bb", LIST, ["1 aa", "2 bb"]],
    ["may be in a repeated header", "t=1,v1=aa, t=2,v1=bb", LIST, ["1 aa", "2 bb"]],
    ["may include one of another form", "v1a,zz v1,aa", "v1,{signature}", ["- aa"]],
    ["must include one of the declared form", "v1a,zz v2,aa", "v1,{signature}", "malformed"],
    ["may have several spaces between them", "v1,aa  v1,bb", "v1,{signature}", ["- aa", "- bb"]],
    ["may end with a space", "v1,aa ", "v1,{signature}", ["- aa"]],
    ["may include one without a timestamp", "1.aa x.bb", "{timestamp}.{signature}", ["1 aa"]],
    ["may be equal", "v1,aa v1,aa", "v1,{signature}", ["- aa"]],
    ["must have a signature", "  ", "v1,{signature}", "malformed"],
  ])("%s", (_, header, value, expected) => {
    expect(parse(header, value, " ")).toEqual(expected);
  });

  it("may have a line break in a value, which then matches no signature", () => {
    expect(parse("sha256=a\nb", "sha256={signature}")).toEqual(["- a\nb"]);
  });

  it("are one value if the scheme has only one set", () => {
    expect(parse("sha256=aa, sha256=bb", "sha256={signature}")).toEqual(["- aa, sha256=bb"]);
  });

  it("may be many, since they cost one MAC together", () => {
    const header = many(100).map((one) => `v1,${one}`);
    expect(parse(header.join(" "), "v1,{signature}", " ")).toHaveLength(100);
    expect(parse(`t=1,v1=${many(100).join(",v1=")}`, LIST)).toHaveLength(100);
  });

  it("are limited to 4 timestamps, each of which costs a MAC", () => {
    const header = (count: number): string =>
      many(count)
        .map((one, index) => `t=${index},v1=${one}`)
        .join(" ");
    expect(parse(header(4), LIST, " ")).toHaveLength(4);
    expect(parse(header(5), LIST, " ")).toBe("malformed");
  });
});

describe("other templates", () => {
  it.each([
    ["{signature}", "aa", ["- aa"]],
    ["sha256={signature}", "sha256=aa", ["- aa"]],
    ["sha256={signature}", "sha1=aa", "malformed"],
    ["sha256={signature}", "aa", "malformed"],
    ["<{signature}>", "<aa>", ["- aa"]],
    ["<{signature}>", "<aa", "malformed"],
    ["{timestamp}.{signature}", "1.aa", ["1 aa"]],
    ["{timestamp}.{signature}", "1.a.a", ["1 a.a"]],
    ["{timestamp}.{signature}", "1aa", "malformed"],
    ["{timestamp}.{signature}", "1", "malformed"],
    ["ts {timestamp} sig {signature}!", "ts 1 sig aa!", ["1 aa"]],
  ])("%s parses %s", (value, header, expected) => {
    expect(parse(header, value)).toEqual(expected);
  });
});

describe("a timestamp", () => {
  it.each(["0", "1", "1767323045", "999999999999999"])("can be %j", (time) => {
    expect(parse(`t=${time},v1=aa`, LIST)).toEqual([`${time} aa`]);
  });

  it.each([
    ...["", "01", "00", "-1", "+1", "1.0", "1e9", "0x1", "1_0", " 1", "１", "NaN", "Infinity"],
    "1767323045000000",
    "1".repeat(5000),
  ])("cannot be %j", (time) => {
    expect(parse(`t=${time},v1=aa`, LIST)).toBe("malformed");
  });
});
