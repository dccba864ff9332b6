import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { publishablePackages } from "../src/packing/publishable-packages.ts";
import { type LocalRegistry, listen, startRegistry } from "../src/registry/registry.ts";
import { startDyingRegistry } from "./helpers/dying-registry.ts";
import { createWorld, type ReleaseWorld } from "./helpers/release-world.ts";

// What goes wrong on the way to a registry: each time a message says what, nothing is half done that the
// same command does not finish, and tags tell the truth.

let world: ReleaseWorld;
let registry: LocalRegistry;
let count = 0;

beforeAll(async () => {
  world = await createWorld();
  const pending = await world.release();
  expect(pending).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("release notes that no version has yet"),
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

it("a tree with changes is refused, and the changes are named", async () => {
  const stray = join(world.copy.root, "packages/countersign/src/stray.ts");
  await writeFile(stray, "export {};\n");
  const { code, stderr } = await release();
  await rm(stray);
  expect(code).toBe(1);
  expect(stderr).toContain("changes that are not committed");
  expect(stderr).toContain("packages/countersign/src/stray.ts");
  expect(stderr).toContain("remedy Commit or remove them");
  expect(await publishedNames()).toEqual([]);
});

it.each([
  ["missing", undefined],
  ["wrong", "not-a-token"],
])("a %s token is refused before anything is built or sent", async (_title, token) => {
  const { code, stdout, stderr } = await world.release({ url: registry.ownUrl, token });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("does not know who you are");
  expect(stderr).toContain("remedy Run `npm login`");
  expect(await world.tags()).toEqual([]);
});

it("a registry that does not answer is named, with the reason", async () => {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const { code, stderr } = await release(url);
  expect(code).toBe(1);
  expect(stderr).toContain(`The registry ${url} does not answer as it should`);
  expect(stderr).toContain("remedy Run the same command again");
});

it("placeholders keep packages from being published to anybody else than this machine", async () => {
  const { code, stderr } = await release("https://packages.example.invalid/");
  expect(code).toBe(1);
  expect(stderr).toContain("There are placeholders");
  expect(stderr).toContain("`repository.url`");
  expect(stderr).toContain("SECURITY.md");
});

it("a version that exists with other content is refused before the first upload", async () => {
  await using other = await startDyingRegistry(registry.ownUrl, 1);
  await release(other.url);
  const [first = ""] = other.uploaded;
  const { directory = "" } = world.packages.find(({ name }) => name === first) ?? {};
  await writeFile(join(world.copy.root, directory, "README.md"), "# Other content\n");
  await world.copy.commit("Change what was published");
  const { code, stderr } = await release();
  await world.copy.run("git", ["reset", "--quiet", "--hard", "HEAD~1"]);
  expect(code).toBe(1);
  expect(stderr).toContain("other content under the same version");
  expect(stderr).toContain(`${first}@0.1.0`);
  expect(stderr).toContain("git fetch --tags");
  expect(await publishedNames()).toEqual([first]);
  expect(await world.tags()).toEqual([]);
});

it.each([1, 6])(
  "a registry that dies after %i uploads is resumed by the same command",
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
      expect(resumed.stdout).toContain(`${name} is in the registry already: left as it is`);
    }
    expect((await world.tags()).sort()).toEqual(everything());
    expect(await publishedNames()).toHaveLength(world.packages.length);
  },
);

/** Nobody must be able to install a package whose dependencies are not there yet. */
function missingDependencies(published: readonly string[]): string[] {
  const own = world.packages.map(({ name }) => name);
  return world.packages
    .filter(({ name }) => published.includes(name))
    .flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {}))
    .filter((name) => own.includes(name) && !published.includes(name));
}

it("a registry that refuses one package keeps the others, tags them, and says what is missing", async () => {
  const refused = "@countersign/qash";
  const server = createRefusingServer(refused);
  const url = await listen(server);
  const { code, stderr } = await release(url);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(code).toBe(1);
  expect(stderr).toContain("Not everything is published");
  expect(stderr).toMatch(/missing: .*@countersign\/qash@0\.1\.0/);
  const published = await publishedNames();
  expect(published).not.toContain(refused);
  const tagged = (await world.tags()).map((tag) => tag.replace(/@[^@]*$/, "")).sort();
  expect(tagged).toEqual(published.toSorted());
  expect(await release()).toMatchObject({ code: 0 });
  expect((await world.tags()).sort()).toEqual(everything());
});

it("the steps of the workflow do the same one by one, and a tag that was lost is made again", async () => {
  const packed = join(world.folder, "packed");
  const step = (name: string, token?: string) =>
    world.release({ args: [name, packed], url: registry.ownUrl, token });
  // Packing needs no token, and neither does tagging.
  expect(await step("pack")).toMatchObject({ code: 0 });
  expect(await step("publish", registry.token)).toMatchObject({ code: 0 });
  expect(await step("tag")).toMatchObject({ code: 0 });
  expect((await world.tags()).sort()).toEqual(everything());
  expect((await step("pack")).stderr).toContain("is not empty");

  await world.copy.run("git", ["tag", "--delete", "countersign@0.1.0"]);
  const { code, stdout } = await release();
  expect(code).toBe(0);
  expect(stdout).toContain("countersign is in the registry already: left as it is");
  expect(stdout).toContain("Tagged countersign@0.1.0\n");
  expect((await world.tags()).sort()).toEqual(everything());
});

it("a folder that holds no packed release is refused", async () => {
  const { code, stderr } = await world.release({
    args: ["publish", join(world.folder, "nothing")],
    url: registry.ownUrl,
    token: registry.token,
  });
  expect(code).toBe(1);
  expect(stderr).toContain("holds no packed release");
});

/** A registry that is well except for one package, which it does not take. */
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
