/** What a provider keeps about one resource. */
export interface StoredRecord {
  readonly provider: string;
  /** Account whose credentials created it; empty for the account of the sandbox's own credentials. */
  readonly account: string;
  /** Name of the resource, such as `inquiries`. */
  readonly resource: string;
  readonly id: string;
  /** The values that responses show. Never changed in place. */
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
  // By provider, account and resource, so that neither a read nor a list looks at the records of others.
  const groups = new Map<
    string,
    { readonly key: Group; readonly records: Map<string, StoredRecord> }
  >();
  let sequence = 0;
  const groupOf = (key: Group) => groups.get(nameOf(key));
  return {
    get: (key) => groupOf(key)?.records.get(key.id),
    put(record) {
      const { provider, account, resource } = record;
      const group = groupOf(record) ?? { key: { provider, account, resource }, records: new Map() };
      groups.set(nameOf(record), group);
      group.records.set(record.id, record);
    },
    delete: (key) => void groupOf(key)?.records.delete(key.id),
    list({ id, ...filter } = {}) {
      const found = [...groups.values()].filter(({ key }) => isWithin(key, filter));
      const records = found.flatMap(({ records: all }) =>
        id === undefined ? [...all.values()] : [all.get(id) ?? []].flat(),
      );
      return records.sort((one, other) => one.sequence - other.sequence);
    },
    next: () => ++sequence,
    clear: () => groups.clear(),
    close: () => groups.clear(),
  };
}

type Group = Omit<RecordKey, "id">;

function nameOf({ provider, account, resource }: Group): string {
  return JSON.stringify([provider, account, resource]);
}

function isWithin(key: Group, filter: Partial<Group>): boolean {
  return (["provider", "account", "resource"] as const).every(
    (name) => filter[name] === undefined || filter[name] === key[name],
  );
}
