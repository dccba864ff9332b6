import { persona } from "@countersign/persona";
import { expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";

const urls: string[] = [];
const fetch = async (request: Request) => {
  urls.push(request.url);
  return Response.json({});
};

async function targetOf(call: () => Promise<unknown>): Promise<string | undefined> {
  await call();
  return urls.at(-1)?.replace(/^https:\/\/[^/]+/, "");
}

const acmeClient = connect(acme, { appId: "a", secret: "s", environment: "sandbox", fetch });
const personaClient = connect(persona, { apiKey: "k", fetch });

it.each([
  [
    "a deepObject",
    { fields: { inquiry: "status,created-at" } },
    "?fields[inquiry]=status%2Ccreated-at",
  ],
  [
    "a deepObject with several properties, one of them not ASCII",
    { fields: { inquiry: "naïve ✓", account: "id" } },
    "?fields[inquiry]=na%C3%AFve%20%E2%9C%93&fields[account]=id",
  ],
  [
    "a string with separators",
    { include: "account,verifications" },
    "?include=account%2Cverifications",
  ],
])("serialises %s as Persona documents it", async (_, query, expected) => {
  const path = { "inquiry-id": "inq_1" };
  const target = await targetOf(() => personaClient.approveInquiry({ params: { path, query } }));
  expect(target).toBe(`/api/v1/inquiries/inq_1/approve${expected}`);
});

it("serialises filters and page as Persona documents them", async () => {
  const query = {
    filter: { "account-id": "act_1", "reference-id": "ä/1" },
    page: { after: "inq_9", size: 50 },
  };
  expect(await targetOf(() => personaClient.listInquiries({ params: { query } }))).toBe(
    "/api/v1/inquiries?filter[account-id]=act_1&filter[reference-id]=%C3%A4%2F1&page[after]=inq_9&page[size]=50",
  );
});

it("serialises a nested object with two pairs of brackets", async () => {
  const query = { filter: { identifier: { key: "k", value: "a&b" }, "reference-id": "r" } };
  expect(await targetOf(() => personaClient.listTransactions({ params: { query } }))).toBe(
    "/api/v1/transactions?filter[identifier][key]=k&filter[identifier][value]=a%26b&filter[reference-id]=r",
  );
});

it.each([
  ["an array as one pair per item", { expand: ["a", "b c"] }, "?expand=a&expand=b%20c"],
  [
    "non-ASCII and reserved characters",
    { expand: ["ñ&=?/#", "🦊"] },
    "?expand=%C3%B1%26%3D%3F%2F%23&expand=%F0%9F%A6%8A",
  ],
  ["an empty array as nothing", { expand: [] }, ""],
])("serialises %s", async (_, query, expected) => {
  const target = await targetOf(() =>
    acmeClient.getUser({ params: { path: { id: "ü/1" }, query } }),
  );
  expect(target).toBe(`/users/%C3%BC%2F1${expected}`);
});
