import { isObject, pointerTokens, refPointer } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";
import { mapComponentSchemas, schemaNodes } from "./component-schemas.ts";
import {
  alternativesOf,
  common,
  declaredProperty,
  declaredValues,
  distinct,
  isSame,
  partsOf,
  type Value,
  type Values,
} from "./declared-values.ts";
import { rewriteSchemas } from "./rewrite-schemas.ts";
import { mapSubschemas, type SchemaNode } from "./schema-children.ts";
import { isPureUnion, narrowed, type PropertyValues, withValues } from "./with-values.ts";

/**
 * Returns a document without discriminators, in which the property that tells the members of a union apart, or the
 * heirs of a base, has the values of each (OpenAPI 3.1, section 4.8.25):
 *
 * - those that the members declare by `enum` or `const`, if they tell them apart;
 * - otherwise those that `mapping` gives, in the union or in a common base;
 * - otherwise the schema's name.
 *
 * Values are never narrowed to none: where `mapping` contradicts what a schema declares, the schema is right.
 *
 * A component schema has the values that it has in all unions. Where a union gives it fewer, the union narrows it.
 */
export function withDiscriminatorValues(document: SchemaNode): SchemaNode {
  const discriminators = new Discriminators(document);
  return discriminators.isNeeded ? discriminators.document() : document;
}

/** The property of a discriminator, and what its values stand for. */
interface Discriminator {
  readonly property: string;
  /** Names of component schemas, by value. */
  readonly mapping: ReadonlyMap<string, string>;
  /** Name of the component schema that every other value stands for (OpenAPI 3.2, section 4.25). */
  readonly fallback: string | undefined;
}

/** A member of a union. */
interface Member {
  readonly schema: SchemaNode;
  /** Name of the component schema that it refers to. */
  readonly name: string | undefined;
  /** Values of a union around the union of which it is a member. */
  readonly inherited: readonly string[];
}

/** Values of component schemas, by schema name and property. */
type ValuesByName = Map<string, Map<string, readonly Value[]>>;

class Discriminators {
  readonly #document: SchemaNode;
  readonly #schemas: ReadonlyMap<string, SchemaNode>;
  /** Names of the component schemas that name a component schema in `allOf`. */
  readonly #heirs = new Map<string, string[]>();
  /** What bases give to their heirs: each only its own. */
  readonly #ofBases: ValuesByName = new Map();
  /** What component schemas have in all of the document. */
  readonly #ofAll: ValuesByName = new Map();
  readonly isNeeded: boolean;

  constructor(document: SchemaNode) {
    this.#document = document;
    this.#schemas = schemaNodes(document);
    const unions: SchemaNode[] = [];
    let isNeeded = false;
    rewriteSchemas(document, (schema) => {
      const discriminator = this.#discriminatorOf(schema);
      isNeeded ||= isObject(schema.discriminator);
      if (discriminator !== undefined && alternativesOf(schema).length > 0) unions.push(schema);
      return schema;
    });
    this.isNeeded = isNeeded;
    if (!isNeeded) return;
    this.#findHeirs();
    for (const [name, schema] of this.#schemas) {
      const discriminator = this.#discriminatorOf(schema);
      if (discriminator !== undefined && alternativesOf(schema).length === 0) {
        this.#giveToHeirs(name, discriminator);
      }
    }
    for (const union of unions) {
      const discriminator = this.#discriminatorOf(union);
      if (discriminator === undefined) continue;
      for (const [{ name }, values] of this.#memberValues(union, discriminator)) {
        if (name !== undefined && values !== undefined) {
          add(this.#ofAll, name, { property: discriminator.property, values });
        }
      }
    }
  }

  document(): SchemaNode {
    const withComponents = mapComponentSchemas(this.#document, (name, schema) => {
      const all = [...(this.#ofAll.get(name) ?? [])];
      return all.reduce(
        (node, [property, values]) => narrowed(this.#document, node, { property, values }),
        this.#withoutCircularBases(name, schema),
      );
    });
    return rewriteSchemas(withComponents, (schema) => {
      const { discriminator, ...rest } = schema;
      return discriminator === undefined ? schema : this.#withMembers(schema, rest);
    });
  }

  #discriminatorOf({ discriminator }: SchemaNode): Discriminator | undefined {
    if (!isObject(discriminator) || typeof discriminator.propertyName !== "string")
      return undefined;
    const mapping = Object.entries(Object(discriminator.mapping)).flatMap(([value, target]) => {
      const name = typeof target === "string" ? this.#nameOf(target) : undefined;
      return name === undefined ? [] : [[value, name] as const];
    });
    const { propertyName: property, defaultMapping } = discriminator;
    const fallback = typeof defaultMapping === "string" ? this.#nameOf(defaultMapping) : undefined;
    return { property, mapping: new Map(mapping), fallback };
  }

  /** Returns the name of the component schema that a reference or a name in a mapping leads to. */
  #nameOf(target: string): string | undefined {
    if (this.#schemas.has(target)) return target;
    const [components, schemas, name = "", ...more] = pointerTokens(refPointer(target));
    const isSchema = components === "components" && schemas === "schemas" && more.length === 0;
    return isSchema && this.#schemas.has(name) ? name : undefined;
  }

  #referenceIn(node: unknown): string | undefined {
    return isObject(node) && typeof node.$ref === "string" ? this.#nameOf(node.$ref) : undefined;
  }

  #findHeirs(): void {
    for (const [name, schema] of this.#schemas) {
      for (const part of partsOf(schema)) {
        const base = this.#referenceIn(part);
        if (base !== undefined) this.#heirs.set(base, [...(this.#heirs.get(base) ?? []), name]);
      }
    }
  }

  /** Gives each heir of a base its own values, and those of its heirs, which it includes. */
  #giveToHeirs(base: string, discriminator: Discriminator): void {
    const { property } = discriminator;
    const give = (name: string, seen: readonly string[]): Values => {
      if (seen.includes(name)) return [];
      const isBelowMapped = seen.some((each) => valuesTo(discriminator, each).length > 0);
      const own = this.#ownValues(name, { base, discriminator, isBelowMapped });
      const ofHeirs = (this.#heirs.get(name) ?? []).map((heir) => give(heir, [...seen, name]));
      const isOpen = own === undefined || ofHeirs.includes(undefined);
      const values = isOpen
        ? undefined
        : distinct([...own, ...ofHeirs.flatMap((each) => each ?? [])]);
      if (own !== undefined) add(this.#ofBases, name, { property, values: own });
      if (values !== undefined) add(this.#ofAll, name, { property, values });
      return values;
    };
    for (const heir of this.#heirs.get(base) ?? []) give(heir, [base]);
  }

  /** Returns the values of an heir itself: none if only its own heirs have some, undefined if it may have any. */
  #ownValues(
    name: string,
    about: { base: string; discriminator: Discriminator; isBelowMapped: boolean },
  ): Values {
    const { base, discriminator, isBelowMapped } = about;
    const { property } = discriminator;
    const schema = this.#schemas.get(name);
    const declared = declaredValues(this.#document, schema, property);
    const ofBase = declaredValues(this.#document, this.#schemas.get(base), property);
    if (declared !== undefined && !isSame(declared, ofBase)) return declared;
    if (name === discriminator.fallback) return undefined;
    const mapped = valuesTo(discriminator, name);
    if (mapped.length > 0) return this.#typed(mapped, { schema, property });
    const heirs = this.#heirs.get(name) ?? [];
    const isAbstract = heirs.some((heir) => valuesTo(discriminator, heir).length > 0);
    return isAbstract || isBelowMapped ? [] : this.#typed([name], { schema, property });
  }

  /** Returns values as the property has them: numbers and booleans are strings in a mapping. */
  #typed(
    values: readonly string[],
    { schema, property }: { schema: unknown; property: string },
  ): Values {
    const type = [declaredProperty(this.#document, schema, property)?.type].flat();
    const typed = values.flatMap((value): Value[] => {
      if (type.includes("integer") || type.includes("number")) {
        return String(Number(value)) === value ? [Number(value)] : [];
      }
      if (type.includes("boolean"))
        return ["true", "false"].includes(value) ? [value === "true"] : [];
      return [value];
    });
    const declared = declaredValues(this.#document, schema, property);
    return typed.length === 0 ? undefined : common(typed, declared);
  }

  /** Returns the members of a union that are no unions themselves, and the values of each. */
  #memberValues(union: SchemaNode, discriminator: Discriminator): [Member, Values][] {
    const { property } = discriminator;
    const members = this.#membersOf(union, discriminator);
    const declared = members.map(({ schema }) => declaredValues(this.#document, schema, property));
    return members.map((member, index) => {
      const own = declared[index];
      const { name } = member;
      if (name !== undefined && name === discriminator.fallback) return [member, own];
      const others = declared.filter((_, other) => other !== index);
      const isTelling =
        own !== undefined && others.every((each) => common(own, each ?? []) === undefined);
      return [member, isTelling ? own : this.#givenValues(member, { discriminator, own })];
    });
  }

  #givenValues(
    { schema, name, inherited }: Member,
    { discriminator, own }: { discriminator: Discriminator; own: Values },
  ): Values {
    const { property } = discriminator;
    const mapped = valuesTo(discriminator, name);
    const given = mapped.length > 0 ? mapped : inherited;
    if (given.length > 0) return this.#typed(given, { schema, property }) ?? own;
    const ofBase = this.#ofBases.get(name ?? "")?.get(property);
    if (ofBase !== undefined) return ofBase;
    return name === undefined ? own : (this.#typed([name], { schema, property }) ?? own);
  }

  #membersOf(
    union: SchemaNode,
    discriminator: Discriminator,
    {
      inherited = [],
      seen = [],
    }: { inherited?: readonly string[]; seen?: readonly unknown[] } = {},
  ): Member[] {
    if (seen.includes(union)) return [];
    return alternativesOf(union).flatMap((node): Member[] => {
      const schema = resolveRef(this.#document, node);
      if (!isObject(schema)) return [];
      const name = this.#referenceIn(node);
      const mapped = valuesTo(discriminator, name);
      const own = mapped.length > 0 ? mapped : inherited;
      if (!isPureUnion(schema)) return [{ schema, name, inherited: own }];
      return this.#membersOf(schema, discriminator, { inherited: own, seen: [...seen, union] });
    });
  }

  /** Returns a union without its discriminator, whose members are narrowed where they are not by themselves. */
  #withMembers(schema: SchemaNode, rest: SchemaNode): SchemaNode {
    const discriminator = this.#discriminatorOf(schema);
    if (discriminator === undefined || alternativesOf(schema).length === 0) return rest;
    const { property } = discriminator;
    const values = new Map<unknown, Values>(
      this.#memberValues(schema, discriminator).map(([member, own]) => [member.schema, own]),
    );
    return mapSubschemas(rest, (node, keyword) =>
      keyword === "oneOf" || keyword === "anyOf"
        ? this.#narrowedMember(node, property, values.get(resolveRef(this.#document, node)))
        : node,
    );
  }

  #narrowedMember(node: SchemaNode, property: string, values: Values): SchemaNode {
    if (values === undefined) return node;
    const name = this.#referenceIn(node);
    if (name === undefined) {
      return "$ref" in node ? node : narrowed(this.#document, node, { property, values });
    }
    const isNarrowed = isSame(this.#ofAll.get(name)?.get(property), values);
    return isNarrowed ? node : { allOf: [node, withValues({}, { property, values })] };
  }

  /** Writes out a base that is a union with the schema itself, which would otherwise contain itself. */
  #withoutCircularBases(name: string, schema: SchemaNode): SchemaNode {
    const parts = partsOf(schema).map((part) => {
      const base = this.#schemas.get(this.#referenceIn(part) ?? "");
      const isCircular =
        base !== undefined && alternativesOf(base).some((each) => this.#referenceIn(each) === name);
      if (!isCircular) return part;
      const { oneOf, anyOf, discriminator, description, ...rest } = base;
      return rest;
    });
    const isChanged = parts.some((part, index) => part !== partsOf(schema)[index]);
    return isChanged ? { ...schema, allOf: parts } : schema;
  }
}

/** Returns the values that a mapping gives to a component schema. */
function valuesTo({ mapping }: Discriminator, name: string | undefined): string[] {
  return [...mapping].filter(([, target]) => target === name).map(([value]) => value);
}

function add(to: ValuesByName, name: string, { property, values }: PropertyValues): void {
  const own = to.get(name) ?? new Map<string, readonly Value[]>();
  const all = distinct([...(own.get(property) ?? []), ...values]);
  if (all.length > 0) to.set(name, own.set(property, all));
}
