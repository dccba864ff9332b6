import type { Store, StoredRecord } from "./store.ts";

/**
 * Returns a store that reports each record that was replaced, and by what. It does so once what runs is over, so that the
 * steps of one request count as one change, and those that make a new record as none.
 */
export function watchStore(
  store: Store,
  onReplace: (before: StoredRecord, after: StoredRecord) => void,
): Store {
  const changed = new Map<string, StoredRecord | undefined>();
  const report = (name: string, after: StoredRecord) => {
    const before = changed.get(name);
    changed.delete(name);
    const current = store.get(after);
    if (before !== undefined && current !== undefined) onReplace(before, current);
  };
  return {
    get: (key) => store.get(key),
    delete: (key) => store.delete(key),
    list: (filter) => store.list(filter),
    next: () => store.next(),
    clear: () => store.clear(),
    close: () => store.close(),
    put(record) {
      const { provider, account, resource, id } = record;
      const name = JSON.stringify([provider, account, resource, id]);
      if (!changed.has(name)) {
        changed.set(name, store.get(record));
        queueMicrotask(() => report(name, record));
      }
      store.put(record);
    },
  };
}
