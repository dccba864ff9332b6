import { createServer } from "node:http";
import { expect, it } from "vitest";
import { isLoopback } from "../src/checks/placeholders.ts";
import { listen } from "../src/registry/registry.ts";
import { createRegistryRouter } from "../src/registry/registry-router.ts";
import { assertCanPublish } from "../src/registry/registry-state.ts";
import { repositoryRoot } from "../src/repository/repository-root.ts";

it("accepts a workflow's identity without a token", async () => {
  const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example" };
  await expect(assertCanPublish(repositoryRoot, environment)).resolves.toBeUndefined();
});

it.each([
  ["http://127.0.0.1:4873/", true],
  ["http://localhost:4873/", true],
  ["http://[::1]:4873/", true],
  ["https://packages.example/", false],
  ["https://localhost.example/", false],
  ["https://127.example/", false],
])("%s is on this machine: %s", (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

it("forwards requests for our packages and redirects all others", async () => {
  const forwarded: string[] = [];
  const own = createServer(({ method, url }, response) => {
    forwarded.push(`${method} ${url}`);
    response.end("own");
  });
  const router = createRegistryRouter({
    own: await listen(own),
    upstream: "https://packages.example/npm/",
    isOwn: (name) => name === "acme" || name === "@acme/core",
  });
  const url = await listen(router);
  const get = async (path: string) => {
    const response = await fetch(new URL(path, url), { redirect: "manual" });
    return response.headers.get("location") ?? (await response.text());
  };
  const ours = ["acme", "@acme%2fcore", "@acme/core/-/core-1.0.0.tgz", "-/whoami"];
  expect(await Promise.all(ours.map(get))).toEqual(ours.map(() => "own"));
  expect(forwarded.toSorted()).toEqual(ours.map((path) => `GET /${path}`).toSorted());
  expect(await get("acme-tools")).toBe("https://packages.example/npm/acme-tools");
  expect(await get("@acme%2fother")).toBe("https://packages.example/npm/@acme%2fother");
  for (const server of [own, router]) {
    server.closeAllConnections();
    server.close();
  }
});
