import { toPointer } from "@countersign/spec/json";
import type { Spec } from "@countersign/spec/load";
import { Cursor, inferableNames, isJson, schemaProperties } from "@countersign/spec/openapi";
import { toLine } from "@countersign/spec/problem";
import type { OverlayText } from "./emit-overlay.ts";
import { yamlFlow, yamlScalar } from "./to-yaml.ts";

/** A resource whose records have a state. */
interface StatefulResource {
  readonly name: string;
  /** Path of the collection. */
  readonly path: string;
  /** JSON pointer of the state in the record. */
  readonly state: string;
  readonly states: readonly string[];
}

/**
 * Returns an overlay with a proposal, as a comment, for the states of what the sandbox keeps. The document names the
 * states, but not what leads to them, so a person has to complete it.
 */
export function withLifecycles(overlay: OverlayText, spec: Spec, file: string): OverlayText {
  const found = statefulResources(Cursor.root(spec));
  if (found.length === 0) return overlay;
  const before = overlay.text.split("\n").length - 1;
  const decisions = found.map(({ path, state, states }) => ({
    file,
    line: before + 1,
    message: toLine(
      `The sandbox keeps what POST ${path} creates. Its states at ${state} are ${states.join(", ")}, but the document does not say ` +
        "what leads to them. To let the sandbox move them, complete the proposal here, and check it against the provider's documentation.",
    ),
  }));
  const comment = proposal(found).map((line) => (line === "" ? "#" : `# ${line}`));
  return {
    text: `${overlay.text}${comment.join("\n")}\n`,
    decisions: [...overlay.decisions, ...decisions],
  };
}

function proposal(found: readonly StatefulResource[]): string[] {
  return [
    "States that the document names. Declare what leads to them, remove the hashes, and see",
    "`npx @countersign/cli vocabulary x-countersign-resources`. The initial state is assumed.",
    "- target: $",
    "  description: Declares the states of what the sandbox keeps.",
    "  update:",
    "    x-countersign-resources:",
    ...found.flatMap(({ name, state, states: [initial = "", ...others] }) => [
      `      ${name}:`,
      "        lifecycle:",
      `          state: ${yamlScalar(state)}`,
      `          initial: ${yamlScalar(initial)}`,
      "          states:",
      ...[initial, ...others].map((each) => `            ${yamlScalar(each)}: {}`),
      "          moves: {}",
      `          # For example: ${yamlFlow({ next: { from: [initial], to: others[0], by: "person", evidence: "assumed" } })}`,
    ]),
  ];
}

function statefulResources(root: Cursor): StatefulResource[] {
  if (root.at("x-countersign-resources").exists) return [];
  const paths = new Map(root.at("paths").entries());
  const collections = [...paths].flatMap(([path, item]) => {
    const [, collection = "", parameter = ""] = /^(.+)\/\{([^{}/]+)\}$/.exec(path) ?? [];
    const hasBoth = paths.get(collection)?.at("post").exists && item.at("get").exists;
    return hasBoth
      ? [{ collection, parameter, read: item.at("get"), names: inferableNames(path) }]
      : [];
  });
  return collections.flatMap(({ collection, parameter, read, names }) => {
    const others = collections.filter((other) => other.collection !== collection);
    const name = names.find((each) => others.every((other) => !other.names.includes(each)));
    const state = stateIn(read, ["id", parameter]);
    return name === undefined || state === undefined ? [] : [{ name, path: collection, ...state }];
  });
}

/** Returns the state of the record that an operation responds with, if the record has one. */
function stateIn(
  read: Cursor,
  idNames: readonly string[],
): Pick<StatefulResource, "state" | "states"> | undefined {
  const responses = read.at("responses").entries();
  const success = responses.find(([status]) => status.startsWith("2"))?.[1];
  const media = success
    ?.at("content")
    .entries()
    .find(([type]) => isJson(type))?.[1];
  const body = media?.at("schema");
  const record = body && search(body, (each) => idNames.some((name) => each.has(name)));
  const owner = record && search(record.schema, (each) => statesOf(each) !== undefined);
  const found = owner && statesOf(schemaProperties(owner.schema));
  if (owner === undefined || found === undefined) return undefined;
  return { state: toPointer([...owner.keys, found.name]), states: found.states };
}

/** More than these are not states of one lifecycle. */
const MOST_STATES = 20;

function statesOf(
  properties: ReadonlyMap<string, Cursor>,
): { readonly name: string; readonly states: readonly string[] } | undefined {
  for (const name of ["status", "state"]) {
    const schema = properties.get(name);
    const listed = ["enum", "x-extensible-enum"].flatMap((key) => schema?.at(key).items() ?? []);
    const states = listed.map(({ value }) => value).filter((value) => typeof value === "string");
    if (states.length > 1 && states.length <= MOST_STATES) return { name, states };
  }
  return undefined;
}

/** How deep a record, and its state, can lie. */
const MAX_DEPTH = 3;

/** Returns the first schema, breadth first, whose properties are what is searched for, and the keys that lead there. */
function search(
  schema: Cursor,
  isFound: (properties: ReadonlyMap<string, Cursor>) => boolean,
): { readonly schema: Cursor; readonly keys: readonly string[] } | undefined {
  let level: { readonly schema: Cursor; readonly keys: readonly string[] }[] = [
    { schema, keys: [] },
  ];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const found = level.find((each) => isFound(schemaProperties(each.schema)));
    if (found !== undefined) return found;
    level = level.flatMap((each) =>
      [...schemaProperties(each.schema)].map(([key, property]) => ({
        schema: property,
        keys: [...each.keys, key],
      })),
    );
  }
  return undefined;
}
