import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { beforeAll, describe, expect, it } from "vitest";
import {
  buildLargePackage,
  CALLERS,
  COMPILERS,
  compile,
  programOf,
} from "./helpers/large-package.ts";

const SMALL = 300;
const LARGE = 2000;
const CALLS = 10;

type Version = keyof typeof COMPILERS;
const versions = Object.keys(COMPILERS) as Version[];
const callers = Object.keys(CALLERS) as (keyof typeof CALLERS)[];
const own = callers.filter((caller) => caller !== "openapi-fetch's own client");

const folders = { small: "", large: "" };
beforeAll(async () => {
  folders.small = await temporaryFolder();
  folders.large = await temporaryFolder();
  await buildLargePackage(folders.small, SMALL);
  await buildLargePackage(folders.large, LARGE);
}, 300_000);

describe.for(versions)("with TypeScript %s, in a document with 2,000 operations", (version) => {
  it.for(own)("types calls as fast as in one with 300: %s", async (caller) => {
    const [small, large] = await Promise.all([
      compile(folders.small, version, programOf(caller, SMALL, CALLS)),
      compile(folders.large, version, programOf(caller, LARGE, CALLS)),
    ]);

    expect(small.errors).toBe("");
    expect(large.errors).toBe("");
    // openapi-fetch's own client: 44,000 and 207,000.
    expect(small.instantiations).toBeGreaterThan(500);
    expect(small.instantiations).toBeLessThan(3000);
    expect(large.instantiations).toBeLessThan(small.instantiations * 1.1);
  });

  it.for(["facade, by path", "plain client, by path"] as const)(
    "names a path that does not exist, without evaluating the others: %s",
    async (caller) => {
      const program = `${CALLERS[caller].client}await client.POST("/groups/g0/item0", { body: { name0: "n" } });\n`;

      const { errors, instantiations } = await compile(folders.large, version, program);

      expect(errors).toMatch(
        /^program\.ts\(\d+,\d+\): error TS2345: .*'"\/groups\/g0\/item0"' is not assignable/,
      );
      expect(errors.match(/error TS/g)).toHaveLength(1);
      expect(instantiations).toBeLessThan(1000);
    },
  );
});

it("types the errors of generated operations by status, with few instantiations", async () => {
  const program = `${CALLERS["facade, by operation"].client}
export function describe(error: unknown): unknown {
  if (client.createItem0.isError(error)) {
    if (error.status === 400) error.body satisfies { reason0: string };
    if (error.status === 404 || error.status === 503) error.body satisfies { title: string };
    // @ts-expect-error only 400 has a reason
    error.body.reason0;
  }
  if (client.createItem1.isError(error)) {
    if (error.status === 400) error.body satisfies { reason1: string };
    if (error.status === 404) error.body satisfies undefined;
    // @ts-expect-error the document does not describe 503
    if (error.status === 503) error.body satisfies { reason1: string } | undefined;
  }
  return error;
}
`;
  const { errors, instantiations } = await compile(folders.large, "7.0", program);
  expect(errors).toBe("");
  expect(instantiations).toBeLessThan(8000);
});

it("passes the operation's body and query to the serializers of a plain client", async () => {
  const options = `params: { path: { "parent-id": "p" }, query: { limit: 1 } }, body: { name1: "n" }`;
  const program = `${CALLERS["plain client, by path"].client}
await client.POST("/parents/{parent-id}/groups/g1/items1", {
  ${options},
  bodySerializer: (body) => body.name1 satisfies string,
  querySerializer: (query) => String(query.limit satisfies number),
});
await client.POST("/parents/{parent-id}/groups/g1/items1", {
  ${options},
  // @ts-expect-error a name that the body does not have
  bodySerializer: (body) => body.name2,
  // @ts-expect-error a name that the query does not have
  querySerializer: (query) => query.limits,
});
`;
  expect((await compile(folders.small, "7.0", program)).errors).toBe("");
});

describe.for(["facade, by path", "plain client, by path"] as const)("a %s", (caller) => {
  const { client } = CALLERS[caller];
  const path = "/parents/{parent-id}/groups/g1/items1";

  it("names a parameter that is missing", async () => {
    const call = `await client.POST("${path}", { params: { path: { "parent-id": "p" } }, body: { name1: "n" } });\n`;
    const { errors } = await compile(folders.small, "7.0", client + call);
    expect(errors).toContain("Property 'query' is missing");
  });

  it("requires an input where the document does", async () => {
    const { errors } = await compile(
      folders.small,
      "7.0",
      `${client}await client.POST("${path}");\n`,
    );
    expect(errors).toContain("Expected 2 arguments, but got 1.");
    const optional = `${client}await client.POST("/groups/g0/items0");\n`;
    expect((await compile(folders.small, "7.0", optional)).errors).toBe("");
  });

  it("returns what the path's operation returns", async () => {
    const program = `${client}
const { data, error } = await client.POST("${path}", {
  params: { path: { "parent-id": "p" }, query: { limit: 1 } },
  body: { name1: "n" },
});
if (data !== undefined) data satisfies { id: string; name1: string };
if (data !== undefined) data.parent?.name0 satisfies string | undefined;
if (error !== undefined) error satisfies { reason1: string };
const text = await client.POST("/groups/g0/items0", { parseAs: "text" });
text.data satisfies string | undefined;
// @ts-expect-error a name that the response does not have
data?.name2;
`;
    expect((await compile(folders.small, "7.0", program)).errors).toBe("");
  });
});
