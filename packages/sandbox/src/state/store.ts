/** What a provider keeps about one resource. */
export interface StoredRecord {
  readonly provider: string;
  /** Account whose credentials created it; empty for the account of the sandbox's own credentials. */
  readonly account: string;
  /** Name of the resource, such as `inquiries`. */
  readonly resource: string;
  readonly id: string;
  /** The values that answers show. Never changed in place. */
  readonly value: Readonly<Record<string, unknown>>;
  /** State of its lifecycle; undefined if the resource has none. */
  readonly state: string | undefined;
  /** When it was created, and when it last moved to a state, in milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly movedAt: number;
  /** Increases with each record of the store, so that lists have a stable order. */
  readonly sequence: number;
}

/** What names a record. */
export type RecordKey = Pick<StoredRecord, "provider" | "account" | "resource" | "id">;

/** Keeps the records of a sandbox. All parts are synchronous, so that no request sees half a change of another. */
export interface Store {
  get(key: RecordKey): StoredRecord | undefined;
  /** Adds a record, or replaces the one with the same key. */
  put(record: StoredRecord): void;
  delete(key: RecordKey): void;
  /** Returns the records of a resource, oldest first; of all accounts, providers or resources if these are left out. */
  list(filter?: Partial<RecordKey>): readonly StoredRecord[];
  /** Returns the next `sequence`. */
  next(): number;
  /** Removes everything. */
  clear(): void;
  close(): void;
}

/** Creates a store in memory. */
export function createMemoryStore(): Store {
  const records = new Map<string, StoredRecord>();
  let sequence = 0;
  return {
    get: (key) => records.get(nameOf(key)),
    put: (record) => void records.set(nameOf(record), record),
    delete: (key) => void records.delete(nameOf(key)),
    list: (filter = {}) => [...records.values()].filter((record) => matches(record, filter)),
    next: () => ++sequence,
    clear: () => records.clear(),
    close: () => records.clear(),
  };
}

function nameOf({ provider, account, resource, id }: RecordKey): string {
  return JSON.stringify([provider, account, resource, id]);
}

function matches(record: StoredRecord, filter: Partial<RecordKey>): boolean {
  return (["provider", "account", "resource", "id"] as const).every(
    (name) => filter[name] === undefined || filter[name] === record[name],
  );
}
