import type { Cursor } from "./cursor.ts";

/**
 * Returns the headers that a client always sends: the header parameters with `x-countersign-default`.
 *
 * A header with two different defaults is a contradiction: the client has one value for all operations.
 */
export function toDefaultHeaders(root: Cursor): Record<string, string> {
  const headers = new Map<string, string>();
  for (const parameter of allParameters(root)) {
    const cursor = parameter.at("x-countersign-default");
    if (!cursor.exists) continue;
    if (parameter.at("in").text() !== "header") {
      cursor.fail("Only a header parameter can have `x-countersign-default`.", "Remove it.");
    }
    const name = parameter.at("name").text();
    const value = cursor.text();
    if ((headers.get(name) ?? value) !== value) {
      cursor.fail(`The header ${name} has two different defaults.`, "Give it one value everywhere.");
    }
    headers.set(name, value);
  }
  return Object.fromEntries([...headers].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function allParameters(root: Cursor): Cursor[] {
  const items = root.at("paths").entries().map(([, item]) => item);
  const operations = items.flatMap((item) =>
    item
      .entries()
      .filter(([key]) => key !== "parameters" && key !== "servers" && !key.startsWith("x-"))
      .map(([, operation]) => operation)
      .filter((operation) => typeof operation.value === "object"),
  );
  return [...items, ...operations].flatMap((owner) => owner.at("parameters").items());
}
