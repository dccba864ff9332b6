import { describe, expect, it } from "vitest";
import type { WebhookSignature } from "../../src/provider-table/provider.ts";
import { parseSignatures } from "../../src/webhooks/signature-header.ts";
import { stripe } from "./schemes.ts";

/** Returns the signatures of a header with their times, as texts; or that it is malformed. */
function parse(text: string, value: string, valueSeparator?: string): string | string[] {
  const { value: _, ...rest } = stripe;
  const signature: WebhookSignature = {
    ...rest,
    value,
    ...(valueSeparator !== undefined && { valueSeparator }),
  };
  const stated = parseSignatures(text, signature);
  return stated?.map((one) => `${one.timestamp ?? "-"} ${one.signature}`) ?? "malformed";
}

const LIST = "t={timestamp},v1={signature}";
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${index}`);

describe("a list of key=value", () => {
  it.each([
    ["has a time and a signature", "t=1,v1=aa", ["1 aa"]],
    ["has several signatures", "t=1,v1=aa,v1=bb", ["1 aa", "1 bb"]],
    ["has keys that are ignored", "t=1,v0=zz,v1=aa,v2=bb", ["1 aa"]],
    ["has a signature with padding", "t=1,v1=aa==", ["1 aa=="]],
    ["begins with the time", "v1=aa,t=1", "malformed"],
    ["has one time", "t=1,t=1,v1=aa", "malformed"],
    ["has no time behind a signature", "t=1,v1=aa,t=2", "malformed"],
    ["has a time", "v1=aa", "malformed"],
    ["has a signature", "t=1", "malformed"],
    ["has a signature of its key", "t=1,v0=aa", "malformed"],
    ["has a value for each key", "t=1,v1=aa,v2=", "malformed"],
    ["has a key for each value", "t=1,v1=aa,bb", "malformed"],
    ["has no empty part", "t=1,,v1=aa", "malformed"],
    ["has no white space", "t=1, v1=aa", "malformed"],
    ["has none before a key that is ignored either", "t=1,v1=aa, v0=bb", "malformed"],
    ["has none in its values", "t=1,v1=aa bb,v1=cc", "malformed"],
    ["has its keys in their case", "T=1,V1=aa", "malformed"],
    ["states a signature once", "t=1,v1=aa,v1=aa", "malformed"],
    ["is not empty", "", "malformed"],
  ])("%s: %s", (_, text, expected) => {
    expect(parse(text, LIST)).toEqual(expected);
  });
});

describe("several sets", () => {
  it.each([
    ["are tried each", "t=1,v1=aa t=2,v1=bb", LIST, ["1 aa", "2 bb"]],
    ["of a header that came twice are tried each", "t=1,v1=aa, t=2,v1=bb", LIST, ["1 aa", "2 bb"]],
    ["may have one in another form", "v1a,zz v1,aa", "v1,{signature}", ["- aa"]],
    ["have one in this form", "v1a,zz v2,aa", "v1,{signature}", "malformed"],
    ["have one space between them", "v1,aa  v1,bb", "v1,{signature}", "malformed"],
    ["have none at the end", "v1,aa ", "v1,{signature}", "malformed"],
    ["have a time each", "1.aa x.bb", "{timestamp}.{signature}", "malformed"],
    ["differ", "v1,aa v1,aa", "v1,{signature}", "malformed"],
  ])("%s", (_, text, value, expected) => {
    expect(parse(text, value, " ")).toEqual(expected);
  });

  it("may have a line break in what is then no signature", () => {
    expect(parse("sha256=a\nb", "sha256={signature}")).toEqual(["- a\nb"]);
  });

  it("are one text where the scheme has one", () => {
    expect(parse("sha256=aa, sha256=bb", "sha256={signature}")).toEqual(["- aa, sha256=bb"]);
  });

  it("are 16 at most, so that nobody orders more MACs than a rotation needs", () => {
    const header = (count: number): string =>
      many(count)
        .map((one) => `v1,${one}`)
        .join(" ");
    expect(parse(header(16), "v1,{signature}", " ")).toHaveLength(16);
    expect(parse(header(17), "v1,{signature}", " ")).toBe("malformed");
    expect(parse(`t=1,v1=${many(17).join(",v1=")}`, LIST)).toBe("malformed");
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
  ])("%s reads %s", (value, text, expected) => {
    expect(parse(text, value)).toEqual(expected);
  });
});

describe("a time", () => {
  it.each(["0", "1", "1767323045", "999999999999999"])("can be %j", (time) => {
    expect(parse(`t=${time},v1=aa`, LIST)).toEqual([`${time} aa`]);
  });

  it.each([
    ...[
      "",
      "01",
      "00",
      "-1",
      "+1",
      "1.0",
      "1e9",
      "0x1",
      "1_0",
      " 1",
      "1 ",
      "１",
      "NaN",
      "Infinity",
    ],
    "1767323045000000",
    "1".repeat(5000),
  ])("cannot be %j", (time) => {
    expect(parse(`t=${time},v1=aa`, LIST)).toBe("malformed");
  });
});
