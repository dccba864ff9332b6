import { type ServerOption, serverOptions } from "@countersign/codegen/emit";
import type { Model } from "@countersign/spec/model";
import type { Changes } from "./change.ts";
import type { Kind } from "./policy.ts";

/** Adds the differences in the client options for what varies in the servers' URLs. */
export function compareServerVariables(
  { before, after }: { readonly before: Model; readonly after: Model },
  changes: Changes,
): void {
  const old = new Map(serverOptions(before).map((each) => [each.environment, each.options]));
  for (const { environment, options } of serverOptions(after)) {
    const were = old.get(environment);
    if (were === undefined) continue;
    const of = `of the environment \`${environment}\``;
    const add = (kind: Kind, name: string, text: string): void =>
      changes.add(kind, {
        units: ["#/servers"],
        pointer: "#/servers",
        message: `The client option \`${name}\` ${of} ${text}.`,
      });
    for (const { name } of were) {
      if (!options.some((each) => each.name === name)) {
        add("server-variable-removed", name, "was removed");
      }
    }
    for (const is of options) {
      const was = were.find(({ name }) => name === is.name);
      for (const [kind, text] of was === undefined ? [added(is)] : differences(was, is)) {
        add(kind, is.name, text);
      }
    }
  }
}

type Difference = readonly [kind: Kind, text: string];

function added({ isRequired }: ServerOption): Difference {
  return isRequired
    ? ["server-variable-added-required", "is new and required"]
    : ["server-variable-added", "is new"];
}

function differences(was: ServerOption, is: ServerOption): Difference[] {
  const found: Difference[] = [];
  if (was.isRequired !== is.isRequired) {
    found.push(
      is.isRequired
        ? ["server-variable-now-required", "is now required"]
        : ["server-variable-now-optional", "is now optional"],
    );
  } else if (was.default !== is.default) {
    found.push(["server-variable-default-changed", `is now ${code(is.default)} by default`]);
  }
  const gone = missing(was.values, is.values);
  const fresh = missing(is.values, was.values);
  if (gone.length > 0) {
    found.push(["server-variable-value-removed", `no longer accepts ${gone.join(", ")}`]);
  }
  if (fresh.length > 0) {
    found.push(["server-variable-value-added", `now accepts ${fresh.join(", ")}`]);
  }
  if (was.pattern !== undefined && is.pattern !== undefined && was.pattern !== is.pattern) {
    found.push(["server-variable-value-removed", `must now match ${code(is.pattern)}`]);
  }
  return found;
}

/** Returns the values of one list that another does not have; without a list, every string is a value. */
function missing(
  values: readonly string[] | undefined,
  others: readonly string[] | undefined,
): string[] {
  if (others === undefined) return [];
  if (values === undefined) return ["any other string"];
  return values.filter((value) => !others.includes(value)).map(code);
}

function code(value: string | undefined): string {
  return value === undefined ? "nothing" : `\`${value}\``;
}
