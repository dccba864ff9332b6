import { closeSync, openSync } from "node:fs";
import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { SandboxError } from "../errors/sandbox-error.ts";
import { createMemoryStore, type Store, type StoredRecord } from "./store.ts";

/** Marks a SQLite file as a state file of the sandbox: "CSBX". */
const APPLICATION_ID = 0x43_53_42_58;

/** Version of the tables. Increase it whenever they, or what records mean, change. */
const VERSION = 1;

const TABLES = `
  CREATE TABLE records (
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    resource TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    state TEXT,
    created_at REAL NOT NULL,
    moved_at REAL NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (provider, account, resource, id)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Opens a store that is kept in a SQLite file, or creates the file, readable by its owner only. Records are read once;
 * each change is a transaction of its own. The file belongs to one sandbox at a time.
 *
 * @throws SandboxError `invalid_state` if the file is anything else, or Node has no SQLite.
 */
export async function openStateFile(path: string): Promise<Store> {
  const database = await open(resolve(path));
  try {
    claim(database, path);
    return storeIn(database);
  } catch (error) {
    database.close();
    throw error instanceof SandboxError ? error : unusable(path, error);
  }
}

async function open(path: string): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await import("node:sqlite").catch((cause: unknown) => {
    const message = `Keeping state in a file requires Node 22.13 or later. This is Node ${process.versions.node}.`;
    throw new SandboxError("invalid_state", message, { cause });
  });
  try {
    // SQLite would create it for everybody to read.
    closeSync(openSync(path, "a", 0o600));
    return new Database(path);
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Makes sure that a file is the sandbox's own, and keeps others from opening it. */
function claim(database: DatabaseSync, path: string): void {
  const application = number(database, "PRAGMA application_id");
  const isEmpty = application === 0 && number(database, "SELECT count(*) FROM sqlite_schema") === 0;
  if (application !== APPLICATION_ID && !isEmpty) {
    throw invalid(path, "is a database of another program. Choose another file.");
  }
  const version = number(database, "PRAGMA user_version");
  if (!isEmpty && version !== VERSION) {
    const problem = `has version ${version}, but this version of the sandbox reads ${VERSION}.`;
    throw invalid(path, `${problem} Delete it, or choose another file.`);
  }
  // What was written survives the end of the process; only a power failure can lose the last changes.
  database.exec(
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
  );
  database.exec("BEGIN IMMEDIATE");
  if (isEmpty) {
    database.exec(TABLES);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${VERSION}`);
  }
  database.exec("COMMIT");
  const [found] = Object.values(database.prepare("PRAGMA quick_check").get() ?? {});
  if (found !== "ok") throw invalid(path, "is damaged. Delete it, or restore a copy.");
}

function storeIn(database: DatabaseSync): Store {
  const memory = createMemoryStore();
  let sequence = 0;
  for (const row of database.prepare("SELECT * FROM records").iterate()) {
    const record = toRecord(row);
    memory.put(record);
    sequence = Math.max(sequence, record.sequence);
  }
  const put = database.prepare("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const remove = database.prepare(
    "DELETE FROM records WHERE provider = ? AND account = ? AND resource = ? AND id = ?",
  );
  return {
    get: memory.get,
    list: memory.list,
    next: () => ++sequence,
    put(record) {
      const { provider, account, resource, id, value, state = null } = record;
      const { createdAt, movedAt, sequence: position } = record;
      const text = JSON.stringify(value);
      put.run(provider, account, resource, id, text, state, createdAt, movedAt, position);
      memory.put(record);
    },
    delete(key) {
      remove.run(key.provider, key.account, key.resource, key.id);
      memory.delete(key);
    },
    clear() {
      database.exec("DELETE FROM records");
      memory.clear();
    },
    close() {
      if (database.isOpen) database.close();
      memory.close();
    },
  };
}

function toRecord(row: Record<string, unknown>): StoredRecord {
  return {
    provider: String(row.provider),
    account: String(row.account),
    resource: String(row.resource),
    id: String(row.id),
    value: JSON.parse(String(row.value)),
    state: row.state === null ? undefined : String(row.state),
    createdAt: Number(row.created_at),
    movedAt: Number(row.moved_at),
    sequence: Number(row.sequence),
  };
}

function number(database: DatabaseSync, query: string): number {
  return Number(Object.values(database.prepare(query).get() ?? {})[0]);
}

/** SQLite's own codes for what can be wrong with a file (https://sqlite.org/rescode.html). */
const PROBLEMS = new Map([
  [5, "is in use by another sandbox. Stop that one, or choose another file."],
  [11, "is damaged. Delete it, or restore a copy."],
  [26, "is not a database. Choose another file."],
]);

function unusable(path: string, cause: unknown): SandboxError {
  const { errcode, message = cause }: { errcode?: unknown; message?: unknown } = Object(cause);
  const problem = PROBLEMS.get(Number(errcode)) ?? `cannot be opened: ${message}`;
  return invalid(path, problem, cause);
}

function invalid(path: string, problem: string, cause?: unknown): SandboxError {
  return new SandboxError("invalid_state", `The state file ${path} ${problem}`, { cause });
}
