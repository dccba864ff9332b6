import { childPointer } from "@countersign/spec/json";
import type { Model, OperationModel } from "@countersign/spec/model";
import { successStatuses } from "@countersign/spec/openapi";
import { canonical } from "./canonical.ts";
import type { Changes, Unit } from "./change.ts";
import { compareTypes, type Direction, type TypePair } from "./compare-types.ts";
import type { Documents } from "./documents.ts";
import {
  type ContentPart,
  type OperationParts,
  operationParts,
  operationPointer,
  type ParameterPart,
} from "./operation-parts.ts";
import type { Kind } from "./policy.ts";
import { capital, plain } from "./words.ts";

/** An operation in the old and in the new document. */
export interface OperationPair {
  readonly old: OperationModel;
  readonly now: OperationModel;
}

/** Returns the unit to which changes of an operation belong. */
export function operationUnit({ method, path }: Pick<OperationModel, "method" | "path">): Unit {
  return `operation ${method} ${path}`;
}

/**
 * Adds the differences between the operations of two models.
 *
 * @returns The operations that exist in both.
 */
export function compareOperations(
  models: { before: Model; after: Model },
  documents: Documents,
  types: TypePair,
  changes: Changes,
): OperationPair[] {
  const { pairs, removed, added } = paired(models.before.operations, models.after.operations);
  for (const now of added) {
    changes.add("operation-added", {
      units: [operationUnit(now)],
      operation: now.id,
      pointer: operationPointer(now),
      message: `\`${now.id}\` is new: \`${requestLine(now)}\`${summary(now)}.`,
    });
  }
  for (const old of removed) {
    changes.add("operation-removed", {
      units: [operationUnit(old)],
      operation: old.id,
      pointer: operationPointer(old),
      message: `\`${old.id}\` was removed: \`${requestLine(old)}\`.`,
    });
  }
  for (const pair of pairs) new PairComparison(pair, documents, types, changes).compare();
  return pairs;
}

function paired(
  before: readonly OperationModel[],
  after: readonly OperationModel[],
): { pairs: OperationPair[]; removed: OperationModel[]; added: OperationModel[] } {
  const pairs: OperationPair[] = [];
  let [removed, added] = [[...before], [...after]];
  // By request first, because a name may have been reused for another operation.
  for (const key of [requestLine, requestShape, ({ id }: OperationModel) => id]) {
    for (const old of removed) {
      const now = added.find((other) => key(other) === key(old));
      if (now === undefined) continue;
      pairs.push({ old, now });
      added = added.filter((other) => other !== now);
    }
    removed = removed.filter((old) => !pairs.some((pair) => pair.old === old));
  }
  return { pairs, removed, added };
}

function requestLine({ method, path }: OperationModel): string {
  return `${method} ${plain(path)}`;
}

/** Returns a request line without the names of path parameters, which do not appear on the wire. */
function requestShape({ method, path }: OperationModel): string {
  return `${method} ${path.replace(/\{[^{}]*\}/g, "{}")}`;
}

function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}

function summary({ summary: text }: OperationModel): string {
  const line = text?.replace(/\s+/g, " ").trim().replace(/\.$/, "") ?? "";
  return line === "" ? "" : `, ${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

type Places = Parameters<typeof compareTypes>[1];

class PairComparison {
  readonly #pair: OperationPair;
  readonly #documents: Documents;
  readonly #types: TypePair;
  readonly #changes: Changes;
  readonly #units: readonly Unit[];

  constructor(pair: OperationPair, documents: Documents, types: TypePair, changes: Changes) {
    this.#pair = pair;
    this.#types = types;
    this.#documents = documents;
    this.#changes = changes;
    this.#units = [operationUnit(pair.old), operationUnit(pair.now)];
  }

  compare(): void {
    const { old, now } = this.#pair;
    const pointer = operationPointer(now);
    if (old.id !== now.id) {
      this.#add("operation-renamed", pointer, `\`${old.id}\` is now called \`${now.id}\`.`);
    }
    if (requestShape(old) !== requestShape(now)) {
      const text = `\`${now.id}\` is now \`${requestLine(now)}\`; it was \`${requestLine(old)}\`.`;
      this.#add("operation-moved", pointer, text);
    }
    if (old.deprecated !== now.deprecated) {
      const kind = now.deprecated ? "operation-deprecated" : "operation-undeprecated";
      this.#add(kind, pointer, `\`${now.id}\` is ${now.deprecated ? "" : "no longer "}deprecated.`);
    }
    this.#comparePagination(pointer);
    if (old.idempotencyHeader !== now.idempotencyHeader) {
      const text =
        now.idempotencyHeader === undefined
          ? `\`${now.id}\` is no longer sent with an idempotency key.`
          : `\`${now.id}\` is now sent with an idempotency key, so it can be retried.`;
      this.#add("idempotency-changed", pointer, text);
    }
    const parts = {
      old: operationParts(this.#documents.before, operationPointer(old)),
      now: operationParts(this.#documents.after, pointer),
    };
    this.#compareParameters(parts);
    this.#compareBodies(parts);
    this.#compareResponses(parts);
  }

  #comparePagination(pointer: string): void {
    const { old, now } = this.#pair;
    if (canonical(old.pagination, "all") === canonical(now.pagination, "all")) return;
    if (old.pagination === undefined) {
      this.#add("pagination-added", pointer, `\`${now.id}\` can now iterate over all pages.`);
    } else if (now.pagination === undefined) {
      this.#add("pagination-removed", pointer, `\`${now.id}\` can no longer iterate over pages.`);
    } else {
      this.#add("pagination-changed", pointer, `\`${now.id}\` is now paginated differently.`);
    }
  }

  #compareParameters({ old, now }: { old: OperationParts; now: OperationParts }): void {
    const { id } = this.#pair.now;
    const renames = this.#parameterRenames(old, now);
    const isNewName = new Set(renames.values());
    for (const was of old.parameters) {
      const other = renames.get(was);
      const is = other ?? now.parameters.find(sameParameter(was));
      const called = `The parameter \`${was.name}\` of \`${id}\``;
      if (is === undefined) {
        this.#add("parameter-removed", was.pointer, `${called} was removed.`);
        continue;
      }
      if (other !== undefined) {
        this.#add("parameter-renamed", is.pointer, `${called} is now called \`${is.name}\`.`);
      }
      const name = `The parameter \`${is.name}\` of \`${id}\``;
      if (was.required !== is.required) {
        const kind = is.required ? "parameter-now-required" : "parameter-now-optional";
        const text = is.required ? "is now required" : "is now optional";
        this.#add(kind, is.pointer, `${name} ${text}.`);
      }
      const place = (parameter: ParameterPart) => ["parameters", parameter.in, parameter.name];
      this.#compareTypes(this.#places(place(was), place(is)), {
        pointer: `${is.pointer}/schema`,
        direction: "request",
        subject: (path) =>
          path === "" ? name : `\`${path}\` in the parameter \`${is.name}\` of \`${id}\``,
      });
    }
    for (const is of now.parameters) {
      if (isNewName.has(is) || old.parameters.some(sameParameter(is))) continue;
      const kind = is.required ? "parameter-added-required" : "parameter-added";
      const text = `has the new ${is.required ? "required" : "optional"} parameter`;
      this.#add(kind, is.pointer, `\`${id}\` ${text} \`${is.name}\` (${is.in}).`);
    }
  }

  /** Matches path parameters by their position in the path, and others by what they are. */
  #parameterRenames(
    old: OperationParts,
    now: OperationParts,
  ): ReadonlyMap<ParameterPart, ParameterPart> {
    const found = new Map<ParameterPart, ParameterPart>();
    const removed = old.parameters.filter((was) => !now.parameters.some(sameParameter(was)));
    const added = now.parameters.filter((is) => !old.parameters.some(sameParameter(is)));
    const inPath = {
      old: pathParameters(this.#pair.old.path),
      now: pathParameters(this.#pair.now.path),
    };
    const isSameShape = requestShape(this.#pair.old) === requestShape(this.#pair.now);
    for (const was of removed) {
      const matches = added.filter((is) => {
        if (is.in !== was.in) return false;
        if (is.in === "path") {
          return isSameShape && inPath.old.indexOf(was.name) === inPath.now.indexOf(is.name);
        }
        return is.required === was.required && this.#meansTheSame(was.schema, is.schema);
      });
      const rivals = removed.filter(
        (other) => other.in === was.in && was.in !== "path" && this.#isAlike(other, was),
      );
      const [match] = matches;
      if (match !== undefined && matches.length === 1 && rivals.length <= 1) found.set(was, match);
    }
    return found;
  }

  #isAlike(a: ParameterPart, b: ParameterPart): boolean {
    return canonical(a.schema, "meaning") === canonical(b.schema, "meaning");
  }

  #meansTheSame(before: unknown, after: unknown): boolean {
    const { renamed } = this.#documents;
    return canonical(before, "meaning", renamed) === canonical(after, "meaning");
  }

  #compareBodies({ old, now }: { old: OperationParts; now: OperationParts }): void {
    const { id } = this.#pair.now;
    if (old.body === undefined && now.body === undefined) return;
    if (old.body === undefined || now.body === undefined) {
      const body = now.body ?? old.body;
      const [kind, text]: [Kind, string] =
        now.body === undefined
          ? ["body-removed", "no longer takes a body"]
          : now.body.required
            ? ["body-added-required", "now requires a body"]
            : ["body-added", "now accepts a body"];
      this.#add(kind, body?.pointer ?? now.pointer, `\`${id}\` ${text}.`);
      return;
    }
    const { pointer } = now.body;
    if (old.body.required !== now.body.required) {
      const kind = now.body.required ? "body-now-required" : "body-now-optional";
      const text = now.body.required ? "is now required" : "is now optional";
      this.#add(kind, pointer, `The body of \`${id}\` ${text}.`);
    }
    this.#compareContents(old.body, now.body, {
      place: ["requestBody"],
      added: "body-media-type-added",
      removed: "body-media-type-removed",
      direction: "request",
      whole: `the body of \`${id}\``,
    });
  }

  #compareResponses({ old, now }: { old: OperationParts; now: OperationParts }): void {
    const { id } = this.#pair.now;
    const successes = new Set(successStatuses([...now.responses.keys()]));
    for (const status of new Set([...old.responses.keys(), ...now.responses.keys()])) {
      const [was, is] = [old.responses.get(status), now.responses.get(status)];
      const added = successes.has(status) ? "success-response-added" : "error-response-added";
      const called = `the ${plain(status)} response of \`${id}\``;
      if (was === undefined) {
        this.#add(added, is?.pointer ?? now.pointer, `${capital(called)} is new.`);
      } else if (is === undefined) {
        this.#add("response-removed", was.pointer, `${capital(called)} was removed.`);
      } else {
        this.#compareContents(was, is, {
          place: ["responses", status],
          added,
          removed: "response-removed",
          direction: "response",
          whole: called,
        });
        this.#compareHeaders(was, is, { status, called });
      }
    }
  }

  #compareHeaders(
    was: ContentPart,
    is: ContentPart,
    { status, called }: { status: string; called: string },
  ): void {
    const { pointer } = is;
    for (const [key, name] of is.headers) {
      const old = was.headers.get(key);
      const place = (header: string) => ["responses", status, "headers", header];
      const location = {
        pointer: childPointer(`${pointer}/headers`, name),
        direction: "response",
        subject: () => `The header \`${name}\` of ${called}`,
      } as const;
      if (old !== undefined) {
        const places = this.#places(place(old), place(name));
        this.#compareTypes(places, location);
        this.#compareHeaderPresence(places, location);
      } else {
        const text = `${capital(called)} has the new header \`${name}\`.`;
        this.#add("response-header-added", pointer, text);
      }
    }
    for (const [key, name] of was.headers) {
      if (is.headers.has(key)) continue;
      const text = `${capital(called)} no longer has the header \`${name}\`.`;
      this.#add("response-header-removed", was.pointer, text);
    }
  }

  #compareHeaderPresence(
    { before: was, after: is }: Places,
    { pointer, subject }: { pointer: string; subject: () => string },
  ): void {
    if (was === undefined || is === undefined || was.isOptional === is.isOptional) return;
    const [kind, text] = is.isOptional
      ? (["response-header-now-optional", "may now be missing"] as const)
      : (["response-header-now-required", "is now always present"] as const);
    this.#add(kind, pointer, `${subject()} ${text}.`);
  }

  #compareContents(
    was: ContentPart,
    is: ContentPart,
    {
      place,
      added,
      removed,
      direction,
      whole,
    }: {
      place: readonly string[];
      added: Kind;
      removed: Kind;
      direction: Direction;
      whole: string;
    },
  ): void {
    for (const type of is.content.keys()) {
      const pointer = childPointer(`${is.pointer}/content`, type);
      if (was.content.has(type)) {
        const content = [...place, "content", type];
        this.#compareTypes(this.#places(content, content), {
          pointer: `${pointer}/schema`,
          direction,
          subject: (path) => (path === "" ? capital(whole) : `\`${path}\` in ${whole}`),
        });
      } else {
        this.#add(added, pointer, `${capital(whole)} can now also be \`${type}\`.`);
      }
    }
    for (const type of [...was.content.keys()].filter((each) => !is.content.has(each))) {
      this.#add(removed, was.pointer, `${capital(whole)} can no longer be \`${type}\`.`);
    }
  }

  /** Returns what two paths within the operation's types lead to. */
  #places(before: readonly string[], after: readonly string[]): Places {
    const { old, now } = this.#pair;
    return {
      before: this.#types.before.at("operations", old.id, ...before),
      after: this.#types.after.at("operations", now.id, ...after),
    };
  }

  #compareTypes(
    places: Places,
    {
      pointer,
      direction,
      subject,
    }: {
      pointer: string;
      direction: Direction;
      subject: (path: string) => string;
    },
  ): void {
    const location = {
      units: this.#units,
      operation: this.#pair.now.id,
      pointer,
      directions: new Set([direction]),
      subject,
    };
    compareTypes(this.#types, places, location, this.#changes);
  }

  #add(kind: Kind, pointer: string, message: string): void {
    const operation = this.#pair.now.id;
    this.#changes.add(kind, { units: this.#units, operation, pointer, message });
  }
}

function sameParameter(one: ParameterPart): (other: ParameterPart) => boolean {
  return (other) => other.in === one.in && other.name === one.name;
}
