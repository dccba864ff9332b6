import { SandboxError } from "../sandbox-error.ts";
import { isRecord } from "./is-record.ts";
import type { OpenApiDocument } from "./open-api-document.ts";

/** A place in an OpenAPI document, reached with every `$ref` on the way followed. */
export interface DocumentNode {
  /** JSON pointer of the place itself, after references, as it stands behind `#` in a URI. */
  readonly pointer: string;
  /** What stands there; undefined where there is nothing. */
  readonly value: unknown;
  child(key: string): DocumentNode;
  /** Members of an object or items of an array, in order; empty for anything else. */
  entries(): readonly (readonly [key: string, node: DocumentNode])[];
  /** The string under a key; undefined when there is none. */
  text(key: string): string | undefined;
}

interface Place {
  readonly pointer: string;
  readonly value: unknown;
  /** How many references were followed on the way here. */
  readonly hops: number;
}

/** A way of more references than this is taken for a cycle. */
const MOST_HOPS = 50;

/** Returns the root of a document, from which every other place is reached. */
export function createDocumentNode(document: OpenApiDocument): DocumentNode {
  return toNode(document, { pointer: "", value: document, hops: 0 });
}

function toNode(document: OpenApiDocument, place: Place): DocumentNode {
  const { pointer, value } = place;
  const child = (key: string): DocumentNode => toNode(document, step(document, place, key));
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return {
    pointer,
    value,
    child,
    entries: () => keys.map((key) => [key, child(key)] as const),
    text: (key) => {
      const found = child(key).value;
      return typeof found === "string" ? found : undefined;
    },
  };
}

function step(document: OpenApiDocument, from: Place, key: string): Place {
  const escaped = encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
  const pointer = `${from.pointer}/${escaped}`;
  let place: Place = { pointer, value: member(from.value, key), hops: from.hops };
  while (isRecord(place.value) && typeof place.value.$ref === "string") {
    place = walk(document, place.value.$ref, place.hops + 1);
  }
  return place;
}

function walk(document: OpenApiDocument, ref: string, hops: number): Place {
  if (!ref.startsWith("#/")) throw invalid(ref, "leaves the document: bundle it first");
  if (hops > MOST_HOPS) throw invalid(ref, "leads back to itself");
  const place = ref
    .slice("#/".length)
    .split("/")
    .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Place>((at, key) => step(document, at, key), { pointer: "", value: document, hops });
  if (place.value === undefined) throw invalid(ref, "points to nothing");
  return place;
}

function member(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function invalid(ref: string, problem: string): SandboxError {
  return new SandboxError("invalid_document", `The reference "${ref}" ${problem}.`);
}
