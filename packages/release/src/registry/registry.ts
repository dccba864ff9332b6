import { mkdir, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { run } from "@countersign/process";
import { runServer } from "verdaccio";
import { createRegistryRouter } from "./registry-router.ts";

/** A temporary registry on this machine, for a test. */
export interface LocalRegistry {
  /** URL for consumers: serves our packages, and redirects to npm's configured registry for all others. */
  readonly url: string;
  /** URL of the registry with our packages only. */
  readonly ownUrl: string;
  /** Token of a user who may publish. */
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Starts verdaccio without an uplink on a free port, behind a router that redirects requests for other
 * packages.
 *
 * @param folder - Folder for the published packages.
 * @param isOwn - Whether a package is one of ours and never requested elsewhere.
 */
export async function startRegistry(
  folder: string,
  isOwn: (packageName: string) => boolean,
): Promise<LocalRegistry> {
  await mkdir(folder, { recursive: true });
  const verdaccio: Server = await runServer({
    configPath: join(folder, "config.yaml"),
    self_path: folder,
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: 10 } },
    uplinks: {},
    packages: { "**": { access: "$all", publish: "$authenticated" } },
    max_body_size: "50mb",
    log: { type: "stdout", format: "pretty", level: "fatal" },
    web: { enable: false },
  });
  const ownUrl = await listen(verdaccio);
  const upstream = (await run("npm", ["config", "get", "registry"], { cwd: folder })).trim();
  const router = createRegistryRouter({ own: ownUrl, upstream, isOwn });
  const url = await listen(router);
  return {
    url,
    ownUrl,
    token: await addUser(ownUrl),
    async close() {
      await Promise.all([close(router), close(verdaccio)]);
    },
  };
}

/** Writes an npm user configuration for a registry, and returns its path. */
export async function writeNpmConfig(
  file: string,
  { url, token }: { url: string; token?: string | undefined },
): Promise<string> {
  const { host } = new URL(url);
  const lines = [
    `registry=${url}`,
    ...(token === undefined ? [] : [`//${host}/:_authToken=${token}`]),
    // npm waits half a minute between attempts, too long for a test.
    "fetch-retries=0",
    "audit=false",
    "fund=false",
    "update-notifier=false",
  ];
  await writeFile(file, `${lines.join("\n")}\n`);
  return file;
}

/** Listens on a free port of the loopback address and returns the URL, with a trailing slash. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function addUser(url: string): Promise<string> {
  const response = await fetch(new URL("-/user/org.couchdb.user:release", url), {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "release", password: "only-for-a-test" }),
  });
  const { token }: { token: string } = await response.json();
  return token;
}
