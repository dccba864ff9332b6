import { fork } from "node:child_process";
import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Log, LogLevel, Miniflare } from "miniflare";
import { vi } from "vitest";

/** A delivery that is POSTed to a webhook URL. */
export interface Post {
  readonly headers: Headers;
  readonly body: string;
}

/** A running webhook receiver from a guide. */
export interface Receiver {
  /** Posts a delivery and returns the status of the response. */
  post(delivery: Post): Promise<number>;
  /** Returns what the receiver has written to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

const path = "/webhooks/persona";
const relisten = fileURLToPath(new URL("relisten.ts", import.meta.url));

/** Starts a program that listens on a port, in its own process. */
export async function startServer(program: string, environment: Environment): Promise<Receiver> {
  const child = fork(program, {
    execArgv: ["--import", relisten],
    env: { PATH: process.env.PATH, ...environment },
    silent: true,
  });
  const log = collect(child.stdout);
  const errors = collect(child.stderr);
  const [address] = await once(child, "message", { signal: AbortSignal.timeout(20_000) }).catch(
    (cause) => {
      child.kill();
      throw new Error(`${program} does not listen: ${errors()}`, { cause });
    },
  );
  return {
    post: (delivery) => postTo(new URL(`http://127.0.0.1:${address.port}`), delivery),
    log,
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}

/** Runs a Worker in workerd, bundled as for deployment. */
export async function startWorker(program: string, environment: Environment): Promise<Receiver> {
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    format: "esm",
    write: false,
  });
  const output = new PassThrough();
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? "",
    bindings: environment,
    compatibilityDate: "2026-07-01",
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio(stdout: Readable, stderr: Readable) {
      stdout.pipe(output);
      stderr.resume();
    },
  });
  const url = await worker.ready;
  return {
    post: (delivery) => postTo(url, delivery),
    log: collect(output),
    stop: () => worker.dispose(),
  };
}

/** Calls the handler that a module exports, like Next.js, which responds with 500 if the handler throws. */
export async function startRoute(program: string, environment: Environment): Promise<Receiver> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((...words) => {
    lines.push(words.join(" "));
  });
  const { POST } = await import(/* @vite-ignore */ pathToFileURL(program).href);
  return {
    async post(delivery) {
      const request = new Request(`https://app.example${path}`, { method: "POST", ...delivery });
      return POST(request).then(
        ({ status }: Response) => status,
        () => 500,
      );
    },
    log: () => lines.join("\n"),
    async stop() {
      spy.mockRestore();
      vi.unstubAllEnvs();
    },
  };
}

async function postTo(url: URL, delivery: Post): Promise<number> {
  return (await fetch(new URL(path, url), { method: "POST", ...delivery })).status;
}

/** Collects a stream's output and returns a function that returns the output so far. */
function collect(stream: Readable | null): () => string {
  let output = "";
  stream?.on("data", (chunk) => {
    output += chunk;
  });
  return () => output;
}
