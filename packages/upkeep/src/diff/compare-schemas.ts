import { childPointer, isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";
import { canonical } from "./canonical.ts";
import type { Changes, Unit } from "./change.ts";
import { type Kind, policyOf } from "./policy.ts";
import { byRating } from "./rating.ts";
import { includedRefs, refOf, type SchemaView, viewOf } from "./schema-view.ts";

/** Whether callers send a value or receive it. */
export type Direction = "request" | "response";

/** A kind of schema change without its direction. */
type Base<K = Kind> = K extends `request-${infer B}`
  ? `response-${B}` extends Kind
    ? B
    : never
  : never;

/** Where two schemas are used. */
export interface SchemaLocation {
  readonly units: readonly Unit[];
  /** JSON pointer into the new document. */
  readonly pointer: string;
  /** Whether values of the schema are sent, received or both. */
  readonly directions: ReadonlySet<Direction>;
  readonly operation?: string;
  /** Returns the name of a location within the schema for messages. An empty path is the schema itself. */
  readonly subject: (path: string) => string;
}

interface At extends SchemaLocation {
  readonly path: string;
  /** Pairs of references that are being compared, to end cycles. */
  readonly open: ReadonlySet<string>;
}

/** Two documents whose schemas are compared. */
export interface Documents {
  readonly before: object;
  readonly after: object;
  /** Returns a reference of the old document with the name that its schema has in the new one. */
  readonly renamed: (ref: string) => string;
}

/** Adds the differences between two schemas that TypeScript sees. */
export function compareSchemas(
  documents: Documents,
  { before, after }: { before: unknown; after: unknown },
  location: SchemaLocation,
  changes: Changes,
): void {
  new Comparison(documents, changes).compare(before, after, {
    ...location,
    path: "",
    open: new Set(),
  });
}

class Comparison {
  readonly #documents: Documents;
  readonly #changes: Changes;

  constructor(documents: Documents, changes: Changes) {
    this.#documents = documents;
    this.#changes = changes;
  }

  compare(before: unknown, after: unknown, at: At): void {
    if (this.#same(before, after)) return;
    const [old, now] = [refOf(before), refOf(after)];
    // Changes within a named schema are reported once, for that schema.
    if (old !== undefined && now !== undefined && this.#documents.renamed(old) === now) return;
    const pair = `${old ?? ""} ${now ?? ""}`;
    if ((old ?? now) !== undefined && at.open.has(pair)) return;
    const within = { ...at, open: new Set([...at.open, pair]) };
    this.#compareViews(
      resolveRef(this.#documents.before, before),
      resolveRef(this.#documents.after, after),
      within,
    );
  }

  #same(before: unknown, after: unknown): boolean {
    const { renamed } = this.#documents;
    return canonical(before, "meaning", renamed) === canonical(after, "meaning");
  }

  #compareViews(before: unknown, after: unknown, at: At): void {
    const { before: oldDocument, after: newDocument, renamed } = this.#documents;
    const newRefs = new Set(includedRefs(after));
    const oldRefs = includedRefs(before);
    const shared = oldRefs.filter((ref) => newRefs.has(renamed(ref)));
    const old = viewOf(oldDocument, before, new Set(shared));
    const now = viewOf(newDocument, after, new Set(shared.map(renamed)));
    const full = { old: viewOf(oldDocument, before), now: viewOf(newDocument, after) };
    if (old.union !== undefined || now.union !== undefined) {
      this.#compareUnions({ before, old }, { after, now }, at);
      if (old.union === undefined || now.union === undefined) return;
    }
    if (this.#compareTypes(old, now, at)) return;
    this.#compareValues(old, now, at);
    this.#compareNumbers(before, after, at);
    this.#compareProperties(old, now, full, at);
    this.#compareKeys(old, now, at);
    if (old.items !== undefined && now.items !== undefined) {
      this.compare(old.items, now.items, below(at, { path: `${at.path}[]`, keys: ["items"] }));
    }
  }

  /** Returns true if the types differ so much that there is nothing further to compare. */
  #compareTypes(old: SchemaView, now: SchemaView, at: At): boolean {
    const name = at.subject(at.path);
    if (old.types === undefined || now.types === undefined) {
      if (old.types === now.types) return false;
      // A union declares its types in its members.
      if (old.union !== undefined || now.union !== undefined) return false;
      const [base, text] =
        now.types === undefined
          ? (["type-widened", "can now be anything"] as const)
          : (["type-narrowed", `is now ${listed(now.types)}; it could be anything`] as const);
      this.#add(base, at, `${name} ${text}.`);
      return true;
    }
    const [from, to] = [old.types, now.types];
    const removed = [...from].filter((type) => !to.has(type));
    const added = [...to].filter((type) => !from.has(type));
    if (removed.length === 0 && added.length === 0) return false;
    if (removed.length > 0 && added.length > 0) {
      this.#add("type-changed", at, `${name} is now ${listed(to)}; it was ${listed(from)}.`);
      return true;
    }
    if (added.length > 0)
      this.#add("type-widened", at, `${name} can now also be ${listed(added)}.`);
    else this.#add("type-narrowed", at, `${name} can no longer be ${listed(removed)}.`);
    return false;
  }

  #compareValues(old: SchemaView, now: SchemaView, at: At): void {
    const name = at.subject(at.path);
    // An open list determines the type, even next to a closed one.
    if (old.open !== undefined || now.open !== undefined) {
      if (old.open === undefined && old.closed !== undefined) {
        this.#add("values-opened", at, `${name} can now have values other than those listed.`);
        return;
      }
      if (now.open === undefined && now.closed !== undefined) {
        this.#add("values-closed", at, `${name} is now restricted to the listed values.`);
        return;
      }
      this.#compareLists(
        old.open ?? [],
        now.open ?? [],
        ["known-value-added", "known-value-removed"],
        at,
      );
      return;
    }
    if (old.closed !== undefined && now.closed !== undefined) {
      this.#compareLists(old.closed, now.closed, ["value-added", "value-removed"], at);
    } else if (old.closed !== undefined) {
      this.#add("type-widened", at, `${name} is no longer restricted to a list of values.`);
    } else if (now.closed !== undefined) {
      this.#add("type-narrowed", at, `${name} is now restricted to a list of values.`);
    }
  }

  #compareLists(
    old: readonly string[],
    now: readonly string[],
    [addition, removal]: readonly [Base, Base],
    at: At,
  ): void {
    const name = at.subject(at.path);
    const added = now.filter((value) => !old.includes(value));
    const removed = old.filter((value) => !now.includes(value));
    if (added.length > 0) this.#add(addition, at, `${name} has the new ${values(added)}.`);
    if (removed.length > 0) this.#add(removal, at, `${name} no longer has the ${values(removed)}.`);
  }

  #compareNumbers(before: unknown, after: unknown, at: At): void {
    const typeOf = (node: unknown): string =>
      JSON.stringify(isObject(node) ? [node.type].flat() : []);
    const [old, now] = [typeOf(before), typeOf(after)];
    if (old === now || old.replace("integer", "number") !== now.replace("integer", "number"))
      return;
    const { units, operation, pointer } = at;
    const text = now.includes("integer")
      ? "is now an integer; it was a number"
      : "is now a number; it was an integer";
    this.#changes.add("number-kind-changed", {
      units,
      pointer,
      ...(operation !== undefined && { operation }),
      message: `${at.subject(at.path)} ${text}.`,
    });
  }

  #compareProperties(
    old: SchemaView,
    now: SchemaView,
    full: { old: SchemaView; now: SchemaView },
    at: At,
  ): void {
    // Compares with the full views, because a property may have moved into or out of a schema in `allOf`.
    const removed = [...old.properties].filter(([name]) => !full.now.properties.has(name));
    const added = [...now.properties].filter(([name]) => !full.old.properties.has(name));
    const renames = new Map<string, string>();
    for (const [name, { schema }] of removed) {
      const matches = added.filter(([, other]) => this.#same(schema, other.schema));
      const rivals = removed.filter(
        ([, other]) => canonical(other.schema, "meaning") === canonical(schema, "meaning"),
      );
      const [match] = matches;
      if (match !== undefined && matches.length === 1 && rivals.length === 1)
        renames.set(name, match[0]);
    }
    const isNewName = new Set(renames.values());
    for (const [name] of removed) {
      const subject = at.subject(join(at.path, name));
      const other = renames.get(name);
      if (other === undefined) this.#add("property-removed", at, `${subject} was removed.`);
      else this.#add("property-renamed", at, `${subject} is now called \`${plain(other)}\`.`);
    }
    for (const [name, { required }] of added) {
      if (isNewName.has(name)) continue;
      const base = required ? "property-added-required" : "property-added";
      const text = required ? "is new and always present" : "is new";
      this.#add(base, propertyLocation(at, name), `${at.subject(join(at.path, name))} ${text}.`);
    }
    for (const [name, property] of new Map([...old.properties, ...now.properties])) {
      const [was, is] = [full.old.properties.get(name), full.now.properties.get(name)];
      const isOwn = old.properties.has(name) || now.properties.has(name);
      if (was === undefined || is === undefined || !isOwn) continue;
      const location = propertyLocation(at, name);
      if (was.required !== is.required) {
        const base = is.required ? "property-now-required" : "property-now-optional";
        const text = is.required ? "is now always present" : "may now be missing";
        this.#add(base, location, `${at.subject(location.path)} ${text}.`);
      }
      this.compare(was.schema, property === is ? property.schema : is.schema, location);
    }
  }

  #compareKeys(old: SchemaView, now: SchemaView, at: At): void {
    const name = at.subject(at.path);
    if (old.hasKeys && now.hasKeys) {
      const location = below(at, { path: `${at.path}[…]`, keys: ["additionalProperties"] });
      this.compare(old.keySchema, now.keySchema, location);
    } else if (now.hasKeys) {
      this.#add("keys-opened", at, `${name} can now have additional properties.`);
    } else if (old.hasKeys) {
      this.#add("keys-closed", at, `${name} can no longer have additional properties.`);
    }
  }

  /** Compares unions. A schema that is not a union counts as a union with one member. */
  #compareUnions(
    { before, old }: { before: unknown; old: SchemaView },
    { after, now }: { after: unknown; now: SchemaView },
    at: At,
  ): void {
    const name = at.subject(at.path);
    const was = old.union ?? [before];
    const is = now.union ?? [after];
    const removed = was.filter((member) => !is.some((other) => this.#alike(member, other)));
    const added = is.filter((member) => !was.some((other) => this.#alike(other, member)));
    if (removed.length === 1 && added.length === 1) {
      this.compare(removed[0], added[0], at);
      return;
    }
    for (const member of added) {
      this.#add("member-added", at, `${name} can now also be ${this.#memberName(member)}.`);
    }
    for (const member of removed) {
      this.#add("member-removed", at, `${name} can no longer be ${this.#memberName(member)}.`);
    }
  }

  #alike(before: unknown, after: unknown): boolean {
    if (this.#same(before, after)) return true;
    const [old, now] = [refOf(before), refOf(after)];
    return old !== undefined && now !== undefined && this.#documents.renamed(old) === now;
  }

  #memberName(member: unknown): string {
    const ref = refOf(member);
    if (ref !== undefined) return `\`${plain(ref.split("/").at(-1) ?? "")}\``;
    const { types } = viewOf(this.#documents.after, member);
    return types === undefined ? "anything" : listed(types);
  }

  #add(base: Base, at: At, message: string): void {
    const kinds = [...at.directions].map((direction): Kind => `${direction}-${base}`);
    const [kind] = kinds.sort((a, b) => byRating(policyOf(a).rating, policyOf(b).rating));
    const { units, operation, pointer } = at;
    if (kind === undefined) return;
    const isSent = kind.startsWith("request-");
    this.#changes.add(kind, {
      units,
      pointer,
      ...(operation !== undefined && { operation }),
      message: isSent ? forRequest(message) : message,
    });
  }
}

/** Rewords a message about a response for a value that callers send. */
function forRequest(message: string): string {
  return message
    .replace(/ is new and always present\.$/, " is new and required.")
    .replace(/ is now always present\.$/, " is now required.")
    .replace(/ may now be missing\.$/, " is now optional.");
}

function propertyLocation(at: At, name: string): At {
  return below(at, { path: join(at.path, name), keys: ["properties", name] });
}

function below(at: At, { path, keys }: { path: string; keys: readonly string[] }): At {
  return { ...at, path, pointer: keys.reduce(childPointer, at.pointer) };
}

function join(path: string, name: string): string {
  return path === "" ? plain(name) : `${path}.${plain(name)}`;
}

/** Replaces backquotes, which delimit names in messages. */
function plain(name: string): string {
  return name.replaceAll("`", "'");
}

function listed(types: Iterable<string>): string {
  return [...types].map(articled).join(" or ");
}

function articled(type: string): string {
  if (type === "null") return type;
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function values(list: readonly string[]): string {
  const names = list.map((value) => `\`${plain(value.replace(/^"(.*)"$/, "$1"))}\``);
  return `${names.length === 1 ? "value" : "values"} ${names.join(", ")}`;
}
