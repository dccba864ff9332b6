import type { Cursor } from "../openapi/cursor.ts";
import { camelCase } from "../openapi/words.ts";
import { environmentWord } from "./environment-names.ts";
import type { ServerVariableModel } from "./model.ts";
import { isServerOptionName } from "./names.ts";
import {
  defaultValue,
  expanded,
  fixedValue,
  listedValues,
  type Placeholder,
  patternOf,
  placeholdersOf,
  type ServerPart,
} from "./server-template.ts";

/** A server's URL, with a variable for each option of the client. */
export interface ServerTemplate {
  /** Variables have the names of their options. */
  readonly url: string;
  readonly variables: readonly ServerVariableModel[];
}

/**
 * Returns a server's URL with every variable that callers cannot choose replaced by its value.
 *
 * @param taken - Names of the client's other options.
 * @throws SpecError when a variable is not declared or has no value.
 */
export function toServerTemplate(server: Cursor, taken: ReadonlySet<string>): ServerTemplate {
  const url = server.at("url").string();
  const values = new Map<string, string>();
  const variables: ServerVariableModel[] = [];
  const names = new Set(taken);
  for (const placeholder of placeholdersOf(url)) {
    const cursor = variableOf(server, placeholder.name);
    const fixed = fixedValue(placeholder, cursor.value);
    if (fixed === undefined) {
      const variable = toVariable(placeholder, cursor, names);
      variables.push(variable);
      names.add(variable.name);
    }
    values.set(placeholder.name, fixed ?? `{${variables.at(-1)?.name}}`);
  }
  return { url: expanded(url, (name) => values.get(name)), variables };
}

/** Whether a server's URL begins with a variable for which the document lists no values, as `baseUrl` would. */
export function isOpenOrigin(server: Cursor): boolean {
  return placeholdersOf(server.at("url").string()).some(
    ({ name, part }) =>
      part === "origin" && listedValues(server.at("variables").at(name).value) === undefined,
  );
}

function variableOf(server: Cursor, name: string): Cursor {
  const variable = server.at("variables").at(name);
  if (variable.exists) return variable;
  return server
    .at("url")
    .fail(
      `The server URL has an undeclared variable {${name}}.`,
      "Declare it in `variables`, with a default.",
    );
}

function toVariable(
  { name, part }: Placeholder,
  cursor: Cursor,
  taken: ReadonlySet<string>,
): ServerVariableModel {
  const values = listedValues(cursor.value);
  const given = defaultValue(cursor.value);
  const pattern = values === undefined ? patternOf(part, given) : undefined;
  const isValue = values?.includes(given ?? "") ?? new RegExp(pattern ?? "").test(given ?? "");
  const usual = isValue ? given : undefined;
  if (part === "scheme") {
    cursor.fail("The scheme of the server URL has no value.", "Declare a default: https.");
  }
  return {
    name: optionName(name, cursor, taken),
    description: cursor.at("description").optionalString(),
    values,
    pattern,
    default: isChoiceOfPlace(part, values ?? [given ?? ""]) ? undefined : usual,
    example: usual ?? values?.[0] ?? (part === "port" ? "443" : "example"),
  };
}

/**
 * Whether a variable determines who receives the data, or whether they are real (decision 0022): there is no
 * default for these.
 */
function isChoiceOfPlace(part: ServerPart, values: readonly string[]): boolean {
  return !/^(port|path)$/.test(part) || values.some((value) => environmentWord(value));
}

/** Returns the variable's name if it can be that of an option, and otherwise one made from it. */
function optionName(name: string, cursor: Cursor, taken: ReadonlySet<string>): string {
  const words = camelCase(name);
  const made = [name, words, `server${words.charAt(0).toUpperCase()}${words.slice(1)}`].find(
    (each) => isServerOptionName(each) && !taken.has(each),
  );
  return (
    made ??
    cursor.fail(
      `The variable {${name}} needs a name that no other client option has.`,
      "Rename it in overlay.yaml, in the server's `url` and in its `variables`.",
    )
  );
}
