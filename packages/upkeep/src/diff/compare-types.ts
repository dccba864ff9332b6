import { childPointer } from "@countersign/spec/json";
import type ts from "typescript";
import type { EmittedTypes, Place } from "../types/emitted-types.ts";
import {
  type Alternative,
  alternativesOf,
  expanded,
  isAlias,
  itemsOf,
  type Shape,
  shapeOf,
} from "../types/shape.ts";
import type { Changes, Owner, Unit } from "./change.ts";
import { type Kind, policyOf } from "./policy.ts";
import { byRating } from "./rating.ts";
import { code, plain } from "./words.ts";

/** Whether callers send a value or receive it. */
export type Direction = "request" | "response";

/** A kind of change of a type without its direction. */
type Base<K = Kind> = K extends `request-${infer B}`
  ? `response-${B}` extends Kind
    ? B
    : never
  : never;

/** Where two types are used. */
export interface TypeLocation {
  readonly units: readonly Unit[];
  /** JSON pointer into the new document. */
  readonly pointer: string;
  /** Whether values of the type are sent, received or both. */
  readonly directions: ReadonlySet<Direction>;
  readonly operation?: string;
  /** What the types belong to. Default: the operation. */
  readonly owner?: Owner;
  /** Returns the name of a location within the type for messages. An empty path is the type itself. */
  readonly subject: (path: string) => string;
}

interface At extends TypeLocation {
  readonly path: string;
  /** Pairs of types that are being compared, to end cycles. */
  readonly open: ReadonlySet<string>;
}

/** The types of two documents. */
export interface TypePair {
  readonly before: EmittedTypes;
  readonly after: EmittedTypes;
  /** Returns the new name of a component schema's old type; the same name if it was not renamed. */
  readonly renamed: (name: string) => string;
}

/**
 * Adds the differences between two generated types; none if one of them does not exist. Named types within them are
 * compared once, on their own, so only their names matter here.
 */
export function compareTypes(
  types: TypePair,
  { before, after }: { readonly before: Place | undefined; readonly after: Place | undefined },
  location: TypeLocation,
  changes: Changes,
): void {
  if (before === undefined || after === undefined) return;
  const at = { ...location, path: "", open: new Set<string>() };
  new Comparison(types, changes).compare(before, after, at);
}

class Comparison {
  readonly #types: TypePair;
  readonly #changes: Changes;

  constructor(types: TypePair, changes: Changes) {
    this.#types = types;
    this.#changes = changes;
  }

  compare(before: Place, after: Place, at: At): void {
    const pair = `${idOf(before.type)} ${idOf(after.type)}`;
    if (at.open.has(pair)) return;
    const within = { ...at, open: new Set([...at.open, pair]) };
    const { old, now } = this.#distinct(
      alternativesOf(this.#types.before, before),
      alternativesOf(this.#types.after, after),
    );
    const [was, is] = [shapeOf(this.#types.before, old), shapeOf(this.#types.after, now)];
    if (this.#compareAnything(was, is, within)) return;
    if (this.#compareKinds(was, is, within)) return;
    this.#compareValues(was, is, within);
    this.#compareArrays(was, is, within);
    this.#compareObjects(was.objects, is.objects, within);
  }

  /** Returns the alternatives that differ: what both have by the same name is dropped, and aliases are resolved. */
  #distinct(
    before: readonly Alternative[],
    after: readonly Alternative[],
  ): { old: readonly Alternative[]; now: readonly Alternative[] } {
    let [old, now] = [before, after];
    for (;;) {
      const shared = new Set(now.map(({ name }) => name));
      const known = new Set(old.flatMap(({ name }) => this.#newName(name) ?? []));
      old = old.filter(({ name }) => name === undefined || !shared.has(this.#newName(name)));
      now = now.filter(({ name }) => name === undefined || !known.has(name));
      const hasAliases =
        old.some((each) => isAlias(this.#types.before, each)) ||
        now.some((each) => isAlias(this.#types.after, each));
      if (!hasAliases) return { old, now };
      old = old.flatMap((each) => expanded(this.#types.before, each));
      now = now.flatMap((each) => expanded(this.#types.after, each));
    }
  }

  #newName(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#types.renamed(name);
  }

  /** Returns true if one of the types allows any value, so that there is nothing further to compare. */
  #compareAnything(was: Shape, is: Shape, at: At): boolean {
    if (!was.isAnything && !is.isAnything) return false;
    const name = at.subject(at.path);
    if (!was.isAnything) this.#add("type-widened", at, `${name} can now be anything.`);
    else if (!is.isAnything) {
      this.#add("type-narrowed", at, `${name} is now ${this.#listed(is)}; it could be anything.`);
    }
    return true;
  }

  /** Returns true if the types differ so much that there is nothing further to compare. */
  #compareKinds(was: Shape, is: Shape, at: At): boolean {
    const [from, to] = [kindsOf(was), kindsOf(is)];
    const removed = [...from].filter((kind) => !to.has(kind));
    const added = [...to].filter((kind) => !from.has(kind));
    const name = at.subject(at.path);
    if (removed.length > 0 && added.length > 0 && removed.length === from.size) {
      const [old, now] = [this.#listed(was, "before"), this.#listed(is)];
      this.#add("type-changed", at, `${name} is now ${now}; it was ${old}.`);
      return true;
    }
    if (added.length > 0) {
      const what = this.#listed(only(is, added));
      this.#add("type-widened", at, `${name} can now also be ${what}.`);
    }
    if (removed.length > 0) {
      const what = this.#listed(only(was, removed), "before");
      this.#add("type-narrowed", at, `${name} can no longer be ${what}.`);
    }
    return false;
  }

  #compareValues(was: Shape, is: Shape, at: At): void {
    const name = at.subject(at.path);
    if (was.open !== undefined && is.open !== undefined) {
      const kinds = ["known-value-added", "known-value-removed"] as const;
      this.#compareLists(was.open, is.open, kinds, at);
    }
    for (const kind of was.scalars) {
      if (!is.scalars.has(kind)) continue;
      const [old, now] = [valuesOf(was, kind), valuesOf(is, kind)];
      const isOpen = {
        old: was.open !== undefined && kind === "string",
        now: is.open !== undefined && kind === "string",
      };
      if (isOpen.old && isOpen.now) continue;
      if (isOpen.old && now.length > 0) {
        this.#add("values-closed", at, `${name} is now restricted to the listed values.`);
      } else if (isOpen.now && old.length > 0) {
        this.#add("values-opened", at, `${name} can now have values other than those listed.`);
      } else if (isOpen.old || isOpen.now) {
        const kinds = ["known-value-added", "known-value-removed"] as const;
        this.#compareLists(was.open ?? [], is.open ?? [], kinds, at);
      } else if (old.length > 0 && now.length > 0) {
        this.#compareLists(old, now, ["value-added", "value-removed"], at);
      } else if (old.length > 0) {
        this.#add("type-widened", at, `${name} is no longer restricted to a list of values.`);
      } else if (now.length > 0) {
        this.#add("type-narrowed", at, `${name} is now restricted to ${values(now)}.`);
      }
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

  #compareArrays({ arrays: was }: Shape, { arrays: is }: Shape, at: At): void {
    for (const [index, old] of was.entries()) {
      const now = is[index];
      if (now === undefined) continue;
      const [oldItems, newItems] = [
        itemsOf(this.#types.before, old),
        itemsOf(this.#types.after, now),
      ];
      const isTuple = [
        this.#types.before.checker.isTupleType(old.type),
        this.#types.after.checker.isTupleType(now.type),
      ];
      if (isTuple[0] !== isTuple[1] || oldItems.length !== newItems.length) {
        const text = (isList: boolean, count: number): string =>
          isList
            ? `a list of exactly ${count} ${count === 1 ? "item" : "items"}`
            : "a list of any length";
        const [from, to] = [
          text(isTuple[0] === true, oldItems.length),
          text(isTuple[1] === true, newItems.length),
        ];
        this.#add("type-changed", at, `${at.subject(at.path)} is now ${to}; it was ${from}.`);
        continue;
      }
      for (const [position, before] of oldItems.entries()) {
        const after = newItems[position];
        const suffix = isTuple[0] === true ? `[${position}]` : "[]";
        const location = below(at, { path: `${at.path}${suffix}`, keys: ["items"] });
        if (after !== undefined) this.compare(before, after, location);
      }
    }
  }

  /** Compares the objects of two unions. A type that is not a union counts as a union with one member. */
  #compareObjects(before: readonly Alternative[], after: readonly Alternative[], at: At): void {
    const pairs: [Alternative, Alternative][] = [];
    let [removed, added] = [[...before], [...after]];
    const matchers = [
      (was: Alternative, is: Alternative) => this.#isSame(was.type, is.type),
      (was: Alternative, is: Alternative) => this.#haveSameTag(was.type, is.type),
    ];
    for (const isMatch of matchers) {
      for (const was of removed) {
        const is = added.find((other) => isMatch(was, other));
        if (is === undefined) continue;
        pairs.push([was, is]);
        added = added.filter((other) => other !== is);
      }
      removed = removed.filter((was) => !pairs.some(([old]) => old === was));
    }
    const [first, second] = [removed[0], added[0]];
    if (first !== undefined && second !== undefined && removed.length + added.length === 2) {
      pairs.push([first, second]);
      [removed, added] = [[], []];
    }
    // If there was no object at all before, or is none now, the kinds of values have been compared.
    if (before.length > 0 && after.length > 0) {
      const name = at.subject(at.path);
      for (const { type, name: member } of added) {
        const what = this.#objectName(member, type, "after");
        this.#add("member-added", at, `${name} can now also be ${what}.`);
      }
      for (const { type, name: member } of removed) {
        const what = this.#objectName(member, type, "before");
        this.#add("member-removed", at, `${name} can no longer be ${what}.`);
      }
    }
    for (const [was, is] of pairs) this.#compareProperties(was.type, is.type, at);
  }

  /** Whether two types accept exactly the same values and have the same properties. */
  #isSame(before: ts.Type, after: ts.Type): boolean {
    const { checker } = this.#types.after;
    if (!checker.isTypeAssignableTo(before, after) || !checker.isTypeAssignableTo(after, before)) {
      return false;
    }
    const names = (type: ts.Type): string =>
      checker
        .getPropertiesOfType(type)
        .map(({ name }) => name)
        .sort()
        .join();
    return names(before) === names(after);
  }

  /** Whether two objects have the same literal in the same property, as the members of a tagged union do. */
  #haveSameTag(before: ts.Type, after: ts.Type): boolean {
    return this.#types.before.checker.getPropertiesOfType(before).some((symbol) => {
      const was = this.#types.before.placeOf(symbol);
      const is = this.#types.after.property(after, symbol.name);
      return was.type.isStringLiteral() && is?.type.isStringLiteral() === true
        ? was.type.value === is.type.value
        : false;
    });
  }

  #compareProperties(before: ts.Type, after: ts.Type, at: At): void {
    const [old, now] = [
      propertiesOf(this.#types.before, before),
      propertiesOf(this.#types.after, after),
    ];
    const removed = [...old].filter(([name]) => !now.has(name));
    const added = [...now].filter(([name]) => !old.has(name));
    const renames = this.#propertyRenames(removed, added);
    const isNewName = new Set(renames.values());
    for (const [name] of removed) {
      const subject = at.subject(join(at.path, name));
      const other = renames.get(name);
      if (other === undefined) this.#add("property-removed", at, `${subject} was removed.`);
      else this.#add("property-renamed", at, `${subject} is now called ${code(other)}.`);
    }
    for (const [name, { isOptional }] of added) {
      if (isNewName.has(name)) continue;
      const base = isOptional ? "property-added" : "property-added-required";
      const text = isOptional ? "is new" : "is new and always present";
      this.#add(base, propertyLocation(at, name), `${at.subject(join(at.path, name))} ${text}.`);
    }
    for (const [name, was] of old) {
      const is = now.get(name);
      if (is === undefined) continue;
      const location = propertyLocation(at, name);
      if (was.isOptional !== is.isOptional) {
        const base = is.isOptional ? "property-now-optional" : "property-now-required";
        const text = is.isOptional ? "may now be missing" : "is now always present";
        this.#add(base, location, `${at.subject(location.path)} ${text}.`);
      }
      this.compare(was, is, location);
    }
    this.#compareKeys(before, after, at);
  }

  #propertyRenames(
    removed: readonly (readonly [string, Place])[],
    added: readonly (readonly [string, Place])[],
  ): ReadonlyMap<string, string> {
    const renames = new Map<string, string>();
    const isLike = (one: Place, other: Place): boolean =>
      one.isOptional === other.isOptional && this.#isSame(one.type, other.type);
    for (const [name, was] of removed) {
      const matches = added.filter(([, is]) => isLike(was, is));
      const rivals = removed.filter(([, other]) => isLike(was, other));
      const [match] = matches;
      if (match !== undefined && matches.length === 1 && rivals.length === 1) {
        renames.set(name, match[0]);
      }
    }
    return renames;
  }

  #compareKeys(before: ts.Type, after: ts.Type, at: At): void {
    const [old, now] = [keysOf(this.#types.before, before), keysOf(this.#types.after, after)];
    const name = at.subject(at.path);
    if (old !== undefined && now !== undefined) {
      const keys = ["additionalProperties"];
      this.compare(old, now, below(at, { path: `${at.path}[…]`, keys }));
    } else if (now !== undefined) {
      this.#add("keys-opened", at, `${name} can now have additional properties.`);
    } else if (old !== undefined) {
      this.#add("keys-closed", at, `${name} can no longer have additional properties.`);
    }
  }

  #objectName(name: string | undefined, type: ts.Type, side: "before" | "after"): string {
    if (name !== undefined) return code(name);
    const names = [...propertiesOf(this.#types[side], type).keys()].slice(0, 3);
    if (names.length === 0) return "an object";
    return `an object with ${names.map(code).join(", ")}`;
  }

  #listed(shape: Shape, side: "before" | "after" = "after"): string {
    const { scalars, arrays, objects } = shape;
    const texts = [
      ...[...scalars].map((kind) => {
        const closed = valuesOf(shape, kind);
        return closed.length > 0 && closed.length < 4 ? values(closed) : articled(kind);
      }),
      ...(arrays.length > 0 ? ["an array"] : []),
      ...objects.map(({ name, type }) => this.#objectName(name, type, side)),
    ];
    return texts.length === 0 ? "nothing" : [...new Set(texts)].join(" or ");
  }

  #add(base: Base, at: At, message: string): void {
    const kinds = [...at.directions].map((direction): Kind => `${direction}-${base}`);
    const [kind] = kinds.sort((a, b) => byRating(policyOf(a).rating, policyOf(b).rating));
    const { units, operation, owner, pointer } = at;
    if (kind === undefined) return;
    const isSent = kind.startsWith("request-");
    this.#changes.add(kind, {
      units,
      pointer,
      ...(operation !== undefined && { operation }),
      ...(owner !== undefined && { owner }),
      message: isSent ? forRequest(message) : message,
    });
  }
}

function kindsOf({ scalars, arrays, objects }: Shape): Set<string> {
  const kinds = new Set(scalars);
  if (arrays.length > 0) kinds.add("array");
  if (objects.length > 0) kinds.add("object");
  return kinds;
}

/** Returns the part of a shape with these kinds of values. */
function only(shape: Shape, kinds: readonly string[]): Shape {
  const isKept = new Set(kinds);
  return {
    ...shape,
    scalars: new Set([...shape.scalars].filter((kind) => isKept.has(kind))),
    arrays: isKept.has("array") ? shape.arrays : [],
    objects: isKept.has("object") ? shape.objects : [],
  };
}

/** Returns the closed list of values of a kind; empty if there are other values too. */
function valuesOf({ closed }: Shape, kind: string): string[] {
  return closed.filter((value) => typeof JSON.parse(value) === kind);
}

function propertiesOf(types: EmittedTypes, type: ts.Type): ReadonlyMap<string, Place> {
  const symbols = types.checker.getPropertiesOfType(type);
  const places = symbols.map((symbol) => [symbol.name, types.placeOf(symbol)] as const);
  // `never` marks a property that cannot be there, which is no property to users.
  return new Map(places.filter(([, place]) => alternativesOf(types, place).length > 0));
}

/** Returns the type of additional properties; undefined if there are none. */
function keysOf(types: EmittedTypes, type: ts.Type): Place | undefined {
  const keys = types.checker.getIndexInfosOfType(type)[0];
  if (keys === undefined) return undefined;
  const { declaration } = keys;
  const place = { type: keys.type, node: declaration?.type, isOptional: false };
  const shape = shapeOf(types, alternativesOf(types, place));
  return shape.isAnything || kindsOf(shape).size > 0 ? place : undefined;
}

function idOf(type: ts.Type): number {
  return (type as ts.Type & { readonly id: number }).id;
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

function articled(kind: string): string {
  if (kind === "null") return kind;
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function values(list: readonly string[]): string {
  const names = list.map((value) => code(value.replace(/^"(.*)"$/, "$1")));
  return `${names.length === 1 ? "value" : "values"} ${names.join(", ")}`;
}
