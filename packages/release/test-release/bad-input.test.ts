import { appendFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { publishablePackages } from "../src/packing/publishable-packages.ts";
import { type LocalRegistry, listen, startRegistry } from "../src/registry/registry.ts";
import { startDyingRegistry } from "./helpers/dying-registry.ts";
import { createWorld, type ReleaseWorld } from "./helpers/release-world.ts";

// Failures on the way to a registry. Each time the message names the problem, the same command finishes what was
// interrupted, and only published versions are tagged.

let world: ReleaseWorld;
let registry: LocalRegistry;
let count = 0;

beforeAll(async () => {
  world = await createWorld();
  const pending = await world.release();
  expect(pending).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("There are pending release notes"),
  });
  await world.version();
});
afterAll(async () => {
  await registry.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await registry?.close();
  registry = await startRegistry(join(world.folder, `registry-${count++}`), () => true);
  const tags = await world.tags();
  if (tags.length > 0) await world.copy.run("git", ["tag", "--delete", ...tags]);
});

const release = (url = registry.ownUrl, token: string | undefined = registry.token) =>
  world.release({ url, token });
const everything = () =>
  publishablePackages(world.copy.root)
    .map(({ name, version }) => `${name}@${version}`)
    .sort();

async function isPublished(name: string): Promise<boolean> {
  return (await fetch(new URL(encodeURIComponent(name), registry.ownUrl))).status === 200;
}

async function publishedNames(): Promise<string[]> {
  const names = world.packages.map(({ name }) => name);
  const found = await Promise.all(names.map(isPublished));
  return names.filter((_, index) => found[index]);
}

it("refuses a tree with uncommitted changes, and names them", async () => {
  const stray = join(world.copy.root, "packages/countersign/src/stray.ts");
  await writeFile(stray, "export {};\n");
  const { code, stderr } = await release();
  await rm(stray);
  expect(code).toBe(1);
  expect(stderr).toContain("The working tree has uncommitted changes");
  expect(stderr).toContain("packages/countersign/src/stray.ts");
  expect(stderr).toContain("remedy Commit or remove them");
  expect(await publishedNames()).toEqual([]);
});

it.each([
  ["missing", undefined],
  ["wrong", "not-a-token"],
])("refuses a %s token before anything is built or sent", async (_title, token) => {
  const { code, stdout, stderr } = await world.release({ url: registry.ownUrl, token });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("does not recognise you");
  expect(stderr).toContain("remedy Run `npm login`");
  expect(await world.tags()).toEqual([]);
});

it("names a registry that does not respond, with the reason", async () => {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const { code, stderr } = await release(url);
  expect(code).toBe(1);
  expect(stderr).toContain(`The request to the registry ${url} failed`);
  expect(stderr).toContain("remedy Run the same command again");
});

it("refuses to publish beyond this machine while there are placeholders", async () => {
  const { code, stderr } = await release("https://packages.example.invalid/");
  expect(code).toBe(1);
  expect(stderr).toContain("Cannot publish while there are placeholders");
  expect(stderr).toContain("`repository.url`");
  expect(stderr).toContain("SECURITY.md");
});

it("refuses a version that exists with different content before the first upload", async () => {
  await using other = await startDyingRegistry(registry.ownUrl, 1);
  await release(other.url);
  const [first = ""] = other.uploaded;
  const { directory = "" } = world.packages.find(({ name }) => name === first) ?? {};
  await appendFile(join(world.copy.root, directory, "README.md"), "\nDifferent content.\n");
  await world.copy.commit("Change a published package");
  const { code, stderr } = await release();
  await world.copy.run("git", ["reset", "--quiet", "--hard", "HEAD~1"]);
  expect(code).toBe(1);
  expect(stderr).toContain("different content for the same version");
  expect(stderr).toContain(`${first}@0.1.0`);
  expect(stderr).toContain("git fetch --tags");
  expect(await publishedNames()).toEqual([first]);
  expect(await world.tags()).toEqual([]);
});

it.each([1, 6])(
  "resumes with the same command after the registry fails after %i uploads",
  async (uploads) => {
    await using dying = await startDyingRegistry(registry.ownUrl, uploads);
    const interrupted = await release(dying.url);
    expect(interrupted.code).toBe(1);
    expect(interrupted.stderr).toContain("Run the same command again");
    expect(await world.tags()).toEqual([]);
    const before = await publishedNames();
    expect(before.toSorted()).toEqual(dying.uploaded.toSorted());
    expect(missingDependencies(before)).toEqual([]);

    const resumed = await release();
    expect(resumed).toMatchObject({ code: 0 });
    for (const name of before) {
      expect(resumed.stdout).toContain(`${name} is already in the registry: skipped`);
    }
    expect((await world.tags()).sort()).toEqual(everything());
    expect(await publishedNames()).toHaveLength(world.packages.length);
  },
);

/** Returns dependencies that published packages lack: a package must not be installable before its dependencies. */
function missingDependencies(published: readonly string[]): string[] {
  const own = world.packages.map(({ name }) => name);
  return world.packages
    .filter(({ name }) => published.includes(name))
    .flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {}))
    .filter((name) => own.includes(name) && !published.includes(name));
}

it("publishes and tags the others if the registry refuses one package, and names the missing one", async () => {
  const refused = "@countersign/qash";
  const server = createRefusingServer(refused);
  const url = await listen(server);
  const { code, stderr } = await release(url);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(code).toBe(1);
  expect(stderr).toContain("Not everything was published");
  expect(stderr).toMatch(/missing: .*@countersign\/qash@0\.1\.0/);
  const published = await publishedNames();
  expect(published).not.toContain(refused);
  const tagged = (await world.tags()).map((tag) => tag.replace(/@[^@]*$/, "")).sort();
  expect(tagged).toEqual(published.toSorted());
  expect(await release()).toMatchObject({ code: 0 });
  expect((await world.tags()).sort()).toEqual(everything());
});

it("does the same in separate steps, and restores a lost tag", async () => {
  const packed = join(world.folder, "packed");
  const step = (name: string, token?: string) =>
    world.release({ args: [name, packed], url: registry.ownUrl, token });
  // Packing and tagging need no token.
  expect(await step("pack")).toMatchObject({ code: 0 });
  expect(await step("publish", registry.token)).toMatchObject({ code: 0 });
  expect(await step("tag")).toMatchObject({ code: 0 });
  expect((await world.tags()).sort()).toEqual(everything());
  expect((await step("pack")).stderr).toContain("is not empty");

  await world.copy.run("git", ["tag", "--delete", "countersign@0.1.0"]);
  const { code, stdout } = await release();
  expect(code).toBe(0);
  expect(stdout).toContain("countersign is already in the registry: skipped");
  expect(stdout).toContain("Tagged countersign@0.1.0\n");
  expect((await world.tags()).sort()).toEqual(everything());
});

it("refuses a folder without a packed release", async () => {
  const { code, stderr } = await world.release({
    args: ["publish", join(world.folder, "nothing")],
    url: registry.ownUrl,
    token: registry.token,
  });
  expect(code).toBe(1);
  expect(stderr).toContain("There is no packed release in");
});

/** Creates a registry that refuses one package. */
function createRefusingServer(name: string) {
  return createServer(async (incoming, reply) => {
    const { method = "GET", url = "/", headers } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    if (method === "PUT" && decodeURIComponent(url) === `/${name}`) {
      reply.writeHead(503, { "content-type": "application/json" }).end('{"error":"full"}');
      return;
    }
    const response = await fetch(new URL(url, registry.ownUrl), {
      method,
      headers: Object.entries(headers).flatMap(([key, value]): [string, string][] =>
        /^(host|connection|content-length|transfer-encoding|expect|accept-encoding)$/.test(key)
          ? []
          : [[key, String(value)]],
      ),
      ...(method === "PUT" && { body: Buffer.concat(chunks) }),
    });
    reply
      .writeHead(response.status, { "content-type": "application/json" })
      .end(Buffer.from(await response.arrayBuffer()));
  });
}
