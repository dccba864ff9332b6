import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { type OpenApiDocument, startSandbox } from "../src/index.ts";

const string = { type: "string" };
const json = (content: object) => ({ "application/json": content });
const note = { type: "object", properties: { id: string, text: string }, required: ["id"] };
const id = { name: "id", in: "path", required: true, schema: string };
const one = {
  description: "The note",
  content: json({ schema: note, example: { id: "nt_ABC123456789" } }),
};

const acme: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Acme", version: "1" },
  security: [{ key: [] }],
  paths: {
    "/notes": {
      post: {
        operationId: "createNote",
        requestBody: {
          content: json({ schema: { type: "object", properties: { text: string } } }),
        },
        responses: { "201": one },
      },
      get: {
        operationId: "listNotes",
        responses: {
          "200": {
            description: "The notes",
            content: json({ schema: { type: "array", items: note }, example: [] }),
          },
        },
      },
    },
    "/notes/{id}": {
      parameters: [id],
      get: { operationId: "getNote", responses: { "200": one } },
      delete: { operationId: "deleteNote", responses: { "204": { description: "Deleted" } } },
    },
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
};

interface Note {
  readonly id: string;
  readonly text?: string;
}

/** Starts a sandbox with a state file; it closes after the test at the latest. */
async function start(state: string | undefined, seed?: string) {
  const sandbox = await startSandbox({ documents: { acme }, state, seed });
  onTestFinished(() => sandbox.close());
  const call = async (method: string, path: string, body?: object, account?: string) => {
    const { baseUrl, key = "" } = sandbox.connection("acme", { account });
    const headers = { "x-key": key, "content-type": "application/json" };
    const init = body && { body: JSON.stringify(body) };
    return fetch(`${baseUrl}${path}`, { method, headers, ...init });
  };
  return {
    sandbox,
    call,
    create: async (text: string, account?: string): Promise<Note> =>
      (await call("POST", "/notes", { text }, account)).json(),
    list: async (account?: string): Promise<Note[]> =>
      (await call("GET", "/notes", undefined, account)).json(),
  };
}

/** Returns a folder that is removed after the test. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("keeps what was requested between runs", async () => {
  const file = join(folder(), "state.db");
  const first = await start(file);
  const kept = await first.create("kept");
  const gone = await first.create("gone");
  const other = await first.create("of another account", "other");
  await first.call("DELETE", `/notes/${gone.id}`);
  await first.sandbox.close();

  const second = await start(file);
  expect(await second.list()).toEqual([kept]);
  expect(await second.list("other")).toEqual([other]);
  const added = await second.create("added");
  await second.sandbox.close();

  const third = await start(file);
  expect(await third.list()).toEqual(expect.arrayContaining([kept, added]));
  expect((await third.call("GET", `/notes/${gone.id}`)).status).toBe(404);
});

test("survives the end of the process", async () => {
  const file = join(folder(), "state.db");
  const program = `
    const { startSandbox } = await import(${JSON.stringify(new URL("../src/index.ts", import.meta.url).href)});
    const sandbox = await startSandbox({ documents: ${JSON.stringify({ acme })}, state: ${JSON.stringify(file)} });
    const { baseUrl, key } = sandbox.connection("acme");
    const headers = { "x-key": key, "content-type": "application/json" };
    const response = await fetch(baseUrl + "/notes", { method: "POST", headers, body: '{"text":"kept"}' });
    console.log(await response.text());
    process.kill(process.pid, "SIGKILL");
  `;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  const { list } = await start(file);
  expect(await list()).toEqual([JSON.parse(stdout)]);
});

test.skipIf(process.platform === "win32")(
  "creates a file that only its owner can read",
  async () => {
    const file = join(folder(), "state.db");
    const { create } = await start(file);
    await create("private");
    for (const path of [file, `${file}-wal`]) {
      expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
    }
  },
);

test("writes nothing without the option", async () => {
  const path = folder();
  const cwd = process.cwd();
  onTestFinished(() => process.chdir(cwd));
  process.chdir(path);
  const { create, sandbox } = await start(undefined);
  await create("forgotten");
  await sandbox.close();
  expect(readdirSync(path)).toEqual([]);
});

test("makes other IDs than the last run with the same seed, and the same in two equal runs", async () => {
  const path = folder();
  const ids: string[][] = [];
  for (const file of ["one.db", "two.db"]) {
    const made: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { create, sandbox } = await start(join(path, file), "seed");
      made.push((await create("a")).id, (await create("b")).id);
      await sandbox.close();
    }
    ids.push(made);
  }
  expect(new Set(ids[0]).size).toBe(4);
  expect(ids[1]).toEqual(ids[0]);
});

test("refuses a file that another sandbox uses, until that one is closed", async () => {
  const file = join(folder(), "state.db");
  const first = await start(file);
  await first.create("kept");
  await expect(start(file)).rejects.toMatchObject({
    code: "invalid_state",
    message: `The state file ${file} is in use by another sandbox. Stop that one, or choose another file.`,
  });
  await first.sandbox.close();
  expect(await (await start(file)).list()).toHaveLength(1);
});

test("lets go of the file if the sandbox cannot start", async () => {
  const file = join(folder(), "state.db");
  const { sandbox } = await start(undefined);
  const port = Number(new URL(sandbox.url).port);
  const starting = startSandbox({ documents: { acme }, state: file, port });
  await expect(starting).rejects.toMatchObject({ code: "port_in_use" });
  expect(await (await start(file)).list()).toEqual([]);
});

test("refuses a file that is no database, and leaves it as it is", async () => {
  const file = join(folder(), "notes.txt");
  writeFileSync(file, "My notes.\n".repeat(100));
  await expect(start(file)).rejects.toMatchObject({
    code: "invalid_state",
    message: `The state file ${file} is not a database. Choose another file.`,
  });
  expect(readFileSync(file, "utf8")).toBe("My notes.\n".repeat(100));
});

test("refuses a database of another program, and leaves it as it is", async () => {
  const file = join(folder(), "other.db");
  const other = new DatabaseSync(file);
  other.exec("CREATE TABLE customers (name TEXT)");
  other.close();
  const before = readFileSync(file);
  await expect(start(file)).rejects.toMatchObject({
    code: "invalid_state",
    message: `The state file ${file} is a database of another program. Choose another file.`,
  });
  expect(readFileSync(file)).toEqual(before);
});

test("refuses a file of another version", async () => {
  const file = join(folder(), "state.db");
  await (await start(file)).sandbox.close();
  const later = new DatabaseSync(file);
  later.exec("PRAGMA user_version = 99");
  later.close();
  await expect(start(file)).rejects.toMatchObject({
    code: "invalid_state",
    message: `The state file ${file} has version 99, but this version of the sandbox reads 1. Delete it, or choose another file.`,
  });
});

test("refuses a damaged file", async () => {
  const file = join(folder(), "state.db");
  const { create, sandbox } = await start(file);
  for (let count = 0; count < 100; count += 1) await create("x".repeat(500));
  await sandbox.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xff, 4096, 12_000));
  await expect(start(file)).rejects.toMatchObject({
    code: "invalid_state",
    message: `The state file ${file} is damaged. Delete it, or restore a copy.`,
  });
});

test("refuses a path where no file can be", async () => {
  const path = folder();
  const file = join(path, "missing", "state.db");
  await expect(start(file)).rejects.toMatchObject({
    code: "invalid_state",
    message: expect.stringContaining(`The state file ${file} cannot be opened: ENOENT`),
  });
  await expect(start(path)).rejects.toMatchObject({ code: "invalid_state" });
});

test("refuses a file for a sandbox that remembers nothing", async () => {
  const file = join(folder(), "state.db");
  const starting = startSandbox({ documents: { acme }, state: file, stateless: true });
  await expect(starting).rejects.toMatchObject({ code: "invalid_state" });
  expect(existsSync(file)).toBe(false);
});
