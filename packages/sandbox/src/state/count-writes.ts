import type { Store } from "./store.ts";

/** A store that knows how often it was changed. */
export interface CountedStore {
  readonly store: Store;
  readonly writes: () => number;
}

/** Counts the changes of a store, so that a page can notice them without reading its records. */
export function countWrites(store: Store): CountedStore {
  let writes = 0;
  const counted: Store = {
    ...store,
    put(record) {
      writes += 1;
      store.put(record);
    },
    delete(key) {
      writes += 1;
      store.delete(key);
    },
    clear() {
      writes += 1;
      store.clear();
    },
  };
  return { store: counted, writes: () => writes };
}
