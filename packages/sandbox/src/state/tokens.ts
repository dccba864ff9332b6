import type { Clock } from "../world/clock.ts";
import type { RecordKey, Store, StoredRecord } from "./store.ts";

/** Name under which tokens are kept beside the resources of a document, whose names begin with a letter. */
const RESOURCE = "#tokens";

/** Tokens that responses have issued: each belongs to a record. */
export interface Tokens {
  /** Remembers a token of a response. */
  issue(
    word: { readonly credential: string; readonly expires?: number },
    token: string,
    owner: RecordKey,
  ): void;
  /** Returns the record that a token belongs to; undefined if it was not issued, or has expired. */
  ownerOf(token: string): RecordKey | undefined;
  /** Returns the account of a token that is accepted for a credential; undefined if it is not. */
  accountOf(credential: string, token: string): string | undefined;
}

/** Creates the tokens of a provider. */
export function createTokens(provider: string, store: Store, clock: Pick<Clock, "now">): Tokens {
  const find = (token: string): StoredRecord | undefined => {
    const [found] = store.list({ provider, resource: RESOURCE, id: token });
    const { expiresAt } = found?.value ?? {};
    return typeof expiresAt === "number" && expiresAt <= clock.now() ? undefined : found;
  };
  return {
    issue({ credential, expires }, token, { account, resource, id }) {
      const now = clock.now();
      const expiresAt = expires === undefined ? undefined : now + expires * 1000;
      const value = { credential, resource, id, expiresAt };
      const key = { provider, account, resource: RESOURCE, id: token };
      const sequence = store.next();
      store.put({ ...key, value, state: undefined, createdAt: now, movedAt: now, sequence });
    },
    ownerOf(token) {
      const found = find(token);
      if (found === undefined) return undefined;
      const { account, value } = found;
      return { provider, account, resource: String(value.resource), id: String(value.id) };
    },
    accountOf(credential, token) {
      const found = find(token);
      return found?.value.credential === credential ? found.account : undefined;
    },
  };
}
