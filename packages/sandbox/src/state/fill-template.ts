import { isObject, nodeAt } from "@countersign/spec/json";
import type { Ids } from "../world/ids.ts";

/** What the templates of declared values can refer to. A template of something else has no value. */
export interface TemplateSource {
  readonly id: string;
  readonly state: string | undefined;
  readonly record: unknown;
  /** Milliseconds since the Unix epoch. */
  readonly now?: number;
  /** Address of the end user's page. */
  readonly page?: string | undefined;
  /** Body of the request; undefined if there is none. */
  readonly body?: unknown;
  /** Values of the record that a new one began with; undefined if there is none. */
  readonly copied?: unknown;
  readonly ids?: Ids;
  /** Returns a new webhook secret in the provider's form, which an example may show. */
  readonly newSecret?: (example: unknown) => string;
  /** Returns one more than the highest number at a JSON pointer among the records that belong together. */
  readonly next?: (pointer: string) => number;
  /** IDs of the first and the last record of a page. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
}

/** A name, and what follows it: `{now+3600}`, `{new:inq_ABC}`, `{record:/email}`. */
const TEMPLATE =
  /\{(?:(now)(?:\+(?:(\d+)|(body|record):([^{}]*)))?|(new):([^{}]+)|(record|body|copied|next):([^{}]*)|(unix|id|state|page|new|secret|firstId|lastId))\}/g;

/**
 * Fills the templates in a declared value. A string that is a single template becomes its value, of whatever type; in a
 * longer one, the values are joined.
 *
 * @param example - What the place has by then: `{new}` returns an ID in the form of it.
 * @returns undefined for a template that has no value, and for a longer string with one.
 */
export function fillTemplate(value: unknown, source: TemplateSource, example?: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => fillTemplate(item, source));
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, each]) => [key, fillTemplate(each, source)]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== "string") return value;
  const matches = [...value.matchAll(TEMPLATE)];
  const [first] = matches;
  if (first === undefined) return value;
  if (first[0] === value) return templateValue(first, source, example);
  const values = matches.map((match) => templateValue(match, source, example));
  if (values.some((each) => each === undefined || each === null)) return undefined;
  let index = 0;
  return value.replaceAll(TEMPLATE, () => String(values[index++]));
}

function templateValue(match: RegExpMatchArray, source: TemplateSource, example: unknown): unknown {
  const [, now, seconds = "0", owner, addend = "", made, sample, place, pointer = "", name] = match;
  const read = (from: "body" | "record" | "copied", at: string) => nodeAt(source[from], at);
  if (now !== undefined) {
    const from = owner === "body" ? "body" : "record";
    const added = Number(owner === undefined ? seconds : read(from, addend));
    const time = (source.now ?? Number.NaN) + added * 1000;
    return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
  }
  if (made !== undefined) return source.ids?.like(sample);
  if (place === "next") return source.next?.(pointer);
  if (place === "record" || place === "body" || place === "copied") return read(place, pointer);
  switch (name) {
    case "unix":
      return source.now === undefined ? undefined : Math.floor(source.now / 1000);
    case "new":
      return source.ids?.like(example);
    case "secret":
      return source.newSecret?.(example);
    case "page":
      return source.page;
    case "state":
      return source.state;
    case "firstId":
      return source.first;
    case "lastId":
      return source.last;
    default:
      return source.id;
  }
}
