import { childPointer, isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";
import { canonical } from "./canonical.ts";
import type { Changes, Unit } from "./change.ts";
import { type Kind, policyOf } from "./policy.ts";
import { byRating } from "./rating.ts";
import { includedRefs, refOf, type SchemaView, viewOf } from "./schema-view.ts";

/** Which way a value goes: callers send it, or receive it. */
export type Direction = "request" | "response";

/** What is said of a change of a schema, whichever way it goes. */
type Base<K = Kind> = K extends `request-${infer B}`
  ? `response-${B}` extends Kind
    ? B
    : never
  : never;

/** Where two schemas stand. */
export interface SchemaLocation {
  readonly units: readonly Unit[];
  /** Where in the new document. */
  readonly pointer: string;
  /** Which ways values of the schema go. */
  readonly directions: ReadonlySet<Direction>;
  readonly operation?: string;
  /** Returns how a place within the schema is called: of none, the schema itself. */
  readonly subject: (path: string) => string;
}

interface At extends SchemaLocation {
  readonly path: string;
  /** Pairs of references that are being compared, so that circles end. */
  readonly open: ReadonlySet<string>;
}

/** Two documents whose schemas are compared. */
export interface Documents {
  readonly before: object;
  readonly after: object;
  /** The names that schemas of the old document have in the new one, by reference. */
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
    // What changed within a named schema is said once, of the schema.
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

  /** Returns true where the types have nothing in common that could be compared further. */
  #compareTypes(old: SchemaView, now: SchemaView, at: At): boolean {
    const name = at.subject(at.path);
    if (old.types === undefined || now.types === undefined) {
      if (old.types === now.types) return false;
      // A union says its types by its members.
      if (old.union !== undefined || now.union !== undefined) return false;
      const [base, text] =
        now.types === undefined
          ? (["type-widened", "can be anything now"] as const)
          : (["type-narrowed", `is ${listed(now.types)} now, where it could be anything`] as const);
      this.#add(base, at, `${name} ${text}.`);
      return true;
    }
    const [from, to] = [old.types, now.types];
    const gone = [...from].filter((type) => !to.has(type));
    const come = [...to].filter((type) => !from.has(type));
    if (gone.length === 0 && come.length === 0) return false;
    if (gone.length > 0 && come.length > 0) {
      this.#add("type-changed", at, `${name} is ${listed(to)} now; it was ${listed(from)}.`);
      return true;
    }
    if (come.length > 0) this.#add("type-widened", at, `${name} can be ${listed(come)}, too.`);
    else this.#add("type-narrowed", at, `${name} is never ${listed(gone)} any more.`);
    return false;
  }

  #compareValues(old: SchemaView, now: SchemaView, at: At): void {
    const name = at.subject(at.path);
    // An open list decides the type, whatever stands beside it.
    if (old.open !== undefined || now.open !== undefined) {
      if (old.open === undefined && old.closed !== undefined) {
        this.#add("values-opened", at, `${name} can have values beyond those that are listed now.`);
        return;
      }
      if (now.open === undefined && now.closed !== undefined) {
        this.#add("values-closed", at, `${name} has only the values that are listed now.`);
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
      this.#add("type-narrowed", at, `${name} has only the values of a list now.`);
    }
  }

  #compareLists(
    old: readonly string[],
    now: readonly string[],
    [added, removed]: readonly [Base, Base],
    at: At,
  ): void {
    const name = at.subject(at.path);
    const come = now.filter((value) => !old.includes(value));
    const gone = old.filter((value) => !now.includes(value));
    if (come.length > 0) this.#add(added, at, `${name} has the new value ${quoted(come)}.`);
    if (gone.length > 0) this.#add(removed, at, `${name} no longer has the value ${quoted(gone)}.`);
  }

  #compareNumbers(before: unknown, after: unknown, at: At): void {
    const typeOf = (node: unknown): string =>
      JSON.stringify(isObject(node) ? [node.type].flat() : []);
    const [old, now] = [typeOf(before), typeOf(after)];
    if (old === now || old.replace("integer", "number") !== now.replace("integer", "number"))
      return;
    const { units, operation, pointer } = at;
    const kind = now.includes("integer") ? "a whole number" : "any number";
    this.#changes.add("number-kind-changed", {
      units,
      pointer,
      ...(operation !== undefined && { operation }),
      message: `${at.subject(at.path)} is ${kind} now.`,
    });
  }

  #compareProperties(
    old: SchemaView,
    now: SchemaView,
    full: { old: SchemaView; now: SchemaView },
    at: At,
  ): void {
    // A property may have moved into a schema that is taken in, or out of it.
    const gone = [...old.properties].filter(([name]) => !full.now.properties.has(name));
    const come = [...now.properties].filter(([name]) => !full.old.properties.has(name));
    const renames = new Map<string, string>();
    for (const [name, { schema }] of gone) {
      const matches = come.filter(([, other]) => this.#same(schema, other.schema));
      const rivals = gone.filter(
        ([, other]) => canonical(other.schema, "meaning") === canonical(schema, "meaning"),
      );
      const [match] = matches;
      if (match !== undefined && matches.length === 1 && rivals.length === 1)
        renames.set(name, match[0]);
    }
    const isNewName = new Set(renames.values());
    for (const [name] of gone) {
      const subject = at.subject(join(at.path, name));
      const other = renames.get(name);
      if (other === undefined) this.#add("property-removed", at, `${subject} is gone.`);
      else this.#add("property-renamed", at, `${subject} is called \`${plain(other)}\` now.`);
    }
    for (const [name, { required }] of come) {
      if (isNewName.has(name)) continue;
      const base = required ? "property-added-required" : "property-added";
      const text = required ? "is new and always there" : "is new";
      this.#add(base, propertyLocation(at, name), `${at.subject(join(at.path, name))} ${text}.`);
    }
    for (const [name, property] of new Map([...old.properties, ...now.properties])) {
      const [was, is] = [full.old.properties.get(name), full.now.properties.get(name)];
      const isOwn = old.properties.has(name) || now.properties.has(name);
      if (was === undefined || is === undefined || !isOwn) continue;
      const location = propertyLocation(at, name);
      if (was.required !== is.required) {
        const base = is.required ? "property-now-required" : "property-now-optional";
        const text = is.required ? "is always there now" : "may be missing now";
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
      this.#add("keys-opened", at, `${name} can have keys beyond its properties.`);
    } else if (old.hasKeys) {
      this.#add("keys-closed", at, `${name} no longer has keys beyond its properties.`);
    }
  }

  /** A schema that is no union is compared as one of a single member. */
  #compareUnions(
    { before, old }: { before: unknown; old: SchemaView },
    { after, now }: { after: unknown; now: SchemaView },
    at: At,
  ): void {
    const name = at.subject(at.path);
    const was = old.union ?? [before];
    const is = now.union ?? [after];
    const goneMembers = was.filter((member) => !is.some((other) => this.#alike(member, other)));
    const newMembers = is.filter((member) => !was.some((other) => this.#alike(other, member)));
    const [gone] = goneMembers;
    const [come] = newMembers;
    if (goneMembers.length === 1 && newMembers.length === 1) {
      this.compare(gone, come, at);
      return;
    }
    for (const member of newMembers) {
      this.#add("member-added", at, `${name} can be ${this.#memberName(member)}, too.`);
    }
    for (const member of goneMembers) {
      this.#add("member-removed", at, `${name} is never ${this.#memberName(member)} any more.`);
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
      message: isSent ? asSent(message) : message,
    });
  }
}

/** What callers send is not there by itself. */
function asSent(message: string): string {
  return message
    .replace(/ is new and always there\.$/, " is new and must be given.")
    .replace(/ is always there now\.$/, " must be given now.")
    .replace(/ may be missing now\.$/, " may be left out now.")
    .replace(/ is never (.*) any more\.$/, " can no longer be $1.");
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

/** Backquotes end a name in a message. */
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

function quoted(values: readonly string[]): string {
  return values.map((value) => `\`${plain(value.replace(/^"(.*)"$/, "$1"))}\``).join(", ");
}
