import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/** A site that is being served. */
export interface ServedSite {
  /** Such as `http://127.0.0.1:4321/`. */
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Serves a folder on the loopback address, compressed as on a static host.
 *
 * @param options - `port`: 0 picks a free one. `base`: path prefix of the site, such as `/docs/`.
 */
export async function serveSite(
  folder: string,
  { port = 0, base = "/" }: { port?: number; base?: string } = {},
): Promise<ServedSite> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split(/[?#]/)[0] ?? "/";
    const file = path.startsWith(base) ? await fileOf(folder, path.slice(base.length)) : undefined;
    const isAllowed = request.method === "GET" || request.method === "HEAD";
    if (file === undefined || !isAllowed) {
      response.writeHead(isAllowed ? 404 : 405, { "content-type": "text/plain" });
      response.end(isAllowed ? "Page not found.\n" : "Method not allowed.\n");
      return;
    }
    const isZipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-cache",
      ...(isZipped && { "content-encoding": "gzip" }),
    });
    if (request.method === "HEAD") return void response.end();
    const steps = isZipped
      ? ([createReadStream(file), createGzip(), response] as const)
      : ([createReadStream(file), response] as const);
    // Ignore clients that disconnect.
    await pipeline([...steps]).catch(() => undefined);
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** Returns the path of a file within the folder; undefined if it does not exist or is outside the folder. */
async function fileOf(folder: string, path: string): Promise<string | undefined> {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const file = normalize(join(folder, name));
  if (name.includes("\0") || !`${file}${sep}`.startsWith(`${normalize(folder)}${sep}`))
    return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory()) return fileOf(folder, join(path, "index.html"));
  return found?.isFile() ? file : undefined;
}
