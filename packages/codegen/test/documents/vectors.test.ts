import { readdirSync, readFileSync } from "node:fs";
import { DOCUMENT } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

const folder = new URL("../../../countersign/vectors/", import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const requests = files.filter(({ words }) => words === "x-countersign-hmac");
const keyed = files.filter(({ words }) => words === "x-countersign-webhooks.asymmetric");
const webhooks = files.filter(({ words }) => words === "x-countersign-webhooks");

test.for(requests)(
  "the vocabulary can describe how $scheme signs requests",
  async ({ declaration }) => {
    const { header, parameter, ...hmac } = declaration;
    const location =
      header === undefined ? { in: "query", name: parameter } : { in: "header", name: header };
    const scheme = { type: "apiKey", ...location, "x-countersign-hmac": hmac };
    const schemes = JSON.stringify({ securitySchemes: { signature: scheme } });
    const written = await generated(`${DOCUMENT}components: ${schemes}\n`);
    expect(Object.keys(written)).toContain("src/generated/provider.ts");
  },
);

test.for(webhooks)(
  "the vocabulary can describe how $scheme signs deliveries",
  async ({ declaration, body }) => {
    const signed = JSON.stringify({ body, signature: declaration });
    const written = await generated(`${DOCUMENT}x-countersign-webhooks: ${signed}\n`);
    expect(Object.keys(written)).toContain("src/generated/provider.ts");
  },
);

test.for(keyed)(
  "the vocabulary can describe how a private key signs deliveries of $scheme",
  async ({ declaration }) => {
    const asymmetric = JSON.stringify({ asymmetric: declaration });
    const written = await generated(`${DOCUMENT}x-countersign-webhooks: ${asymmetric}\n`);
    expect(Object.keys(written)).toContain("src/generated/provider.ts");
  },
);

test("there are vectors of all kinds", () => {
  expect(requests.length).toBeGreaterThan(3);
  expect(keyed.length).toBeGreaterThan(1);
  expect(webhooks.length).toBeGreaterThan(5);
});
