import { PATHS } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";

const HEAD = `openapi: 3.1.0
info: { title: Acme API, version: 1.0.0 }
`;

/** Returns the servers in the table for a list of servers in YAML. */
async function serversOf(yaml: string): Promise<Record<string, string>> {
  const files = await generated(`${HEAD}${yaml}\n${PATHS}`);
  const table = files["src/generated/provider.ts"] ?? "";
  const [, body = ""] = /\nexport const apiServers = \{(.*?)\} as const;/s.exec(table) ?? [];
  return Object.fromEntries(
    [...body.matchAll(/^ {2}(\w+): "(.*)",$/gm)].map(([, name = "", url = ""]) => [name, url]),
  );
}

test.for([
  ["an empty list", "servers: []", {}],
  ["no list", "", {}],
  ["a relative server", "servers: [{ url: /v1 }]", {}],
  ["a server without a scheme", "servers: [{ url: //api.acme.test }]", {}],
  [
    "one server",
    "servers: [{ url: https://api.acme.test/ }]",
    { production: "https://api.acme.test" },
  ],
  [
    "one server that is not production",
    "servers: [{ url: https://api.acme.test, description: The sandbox. }]",
    { sandbox: "https://api.acme.test" },
  ],
  [
    "servers whose descriptions or URLs name an environment",
    "servers: [{ url: https://acme.test/v1, description: Production }, { url: https://staging.acme.test }, { url: http://localhost:8080 }]",
    {
      production: "https://acme.test/v1",
      staging: "https://staging.acme.test",
      development: "http://localhost:8080",
    },
  ],
  [
    "servers that do not name an environment",
    "servers: [{ url: https://eu.acme.test }, { url: https://us.acme.test }]",
    { server: "https://eu.acme.test", server2: "https://us.acme.test" },
  ],
] as const)("generates servers for %s", async ([, yaml, expected]) => {
  expect(await serversOf(yaml)).toEqual(expected);
});
