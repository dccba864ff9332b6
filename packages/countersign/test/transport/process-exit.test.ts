import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

// An attempt's timer runs for thirty seconds. If it kept the process alive, the process would take that long to exit.
it("lets a process exit after a finished call, and during one that nothing else keeps alive", async () => {
  const response =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const program = `
    import { connect } from ${JSON.stringify(new URL("../../src/client/connect.ts", import.meta.url).href)};
    const provider = { name: "a", title: "A", version: "1", servers: {}, defaultHeaders: {}, securitySchemes: {},
      requiredCredentials: [], operations: { get: { method: "GET", path: "/", security: [] } } };
    const client = connect(provider, { baseUrl: "http://127.0.0.1:${port}", timeout: { overallMs: 60000 } });
    console.log(JSON.stringify(await client.get()));
    // Nothing else keeps the process alive: this fetch never resolves.
    connect(provider, { baseUrl: "http://127.0.0.1:1", fetch: () => new Promise(() => {}) }).get();
  `;
  const start = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    program,
  ]);
  expect(stdout).toBe("{}\n");
  expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);
