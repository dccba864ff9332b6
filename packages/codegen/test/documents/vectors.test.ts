import { readdirSync, readFileSync } from "node:fs";
import { DOCUMENT } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

const folder = new URL("../../../countersign/vectors/", import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const requests = files.filter(({ words }) => words === "x-countersign-hmac");
const webhooks = files.filter(({ words }) => words === "x-countersign-webhooks");

test.for(requests)(
  "the vocabulary can describe how $scheme signs requests",
  async ({ declaration }) => {
    const { header: name, ...hmac } = declaration;
    const scheme = { type: "apiKey", in: "header", name, "x-countersign-hmac": hmac };
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

test("there are vectors of both kinds", () => {
  expect(requests.length).toBeGreaterThan(3);
  expect(webhooks.length).toBeGreaterThan(5);
});
