import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join, normalize } from "node:path";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/** Returns a listener that serves the files of a folder. */
export function serveFiles(folder: string): RequestListener {
  return async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    // Normalising an absolute path removes every leading `..`, so the file is always within the folder.
    const file = join(folder, normalize(decodeURIComponent(pathname)));
    const content = await readFile(file).catch(() => undefined);
    if (content === undefined) return response.writeHead(404).end();
    const type = MEDIA_TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(content);
  };
}
