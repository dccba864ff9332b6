import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type ServedSite, serveSite } from "../src/preview/serve-site.ts";

const MAIN = join(import.meta.dirname, "../src/cli/main.ts");

describe("the preview", () => {
  let folder: string;
  let site: ServedSite;

  beforeEach(async () => {
    const root = await mkdtemp(join(tmpdir(), "countersign-preview-"));
    folder = join(root, "site");
    await mkdir(join(folder, "guides"), { recursive: true });
    await writeFile(join(root, "secret.txt"), "secret");
    await writeFile(join(folder, "index.html"), "<p>home");
    await writeFile(join(folder, "guides/index.html"), "<p>guides");
    site = await serveSite(folder, { base: "/docs/" });
    onTestFinished(async () => {
      await site.close();
      await rm(root, { recursive: true });
    });
  });

  test("serves files and the index of a folder, on this machine only", async () => {
    expect(new URL(site.url).hostname).toBe("127.0.0.1");
    const home = await fetch(site.url);
    expect(home.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await home.text()).toBe("<p>home");
    expect(await (await fetch(`${site.url}guides/`)).text()).toBe("<p>guides");
    expect((await fetch(`${site.url}nothing.html`)).status).toBe(404);
    expect((await fetch(site.url, { method: "POST" })).status).toBe(405);
  });

  test.each(["../secret.txt", "..%2fsecret.txt", "guides/../../secret.txt", "%00", "%"])(
    "serves nothing outside its folder: %s",
    async (path) => {
      expect(await rawGet(new URL(site.url), `/docs/${path}`)).toEqual({
        status: 404,
        hasSecret: false,
      });
    },
  );
});

describe("the command", () => {
  test("prints its URL and stops on SIGINT", async () => {
    const child = spawn(process.execPath, [MAIN, "preview"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [printed] = await once(child.stdout, "data");
    const url = String(printed).trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await fetch(url)).text()).toContain("Countersign");
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test.each(["70000", "x", "-1"])("refuses the port %s", async (port) => {
    const child = spawn(process.execPath, [MAIN, "preview", "--port", port]);
    const [printed] = await once(child.stderr, "data");
    expect(String(printed)).toContain("The port must be a whole number");
    expect(await once(child, "exit")).toEqual([1, null]);
  });

  test.each(["build", "preview", "reference", "assemble"])("%s has help", async (name) => {
    const child = spawn(process.execPath, [MAIN, name, "--help"]);
    const [printed] = await once(child.stdout, "data");
    expect(String(printed)).toContain(`Usage: site ${name}`);
  });
});

/** Sends a path unchanged; `fetch` would resolve its dots. */
function rawGet(
  { hostname, port }: URL,
  path: string,
): Promise<{ status: number; hasSecret: boolean }> {
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, hasSecret: text.includes("secret") }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}
