import type { Model } from "@countersign/spec/model";

/** Returns, in a sentence for each, the client options that the servers' URLs need and that have a default. */
export function variableDecisions({ servers }: Model): string[] {
  const sentences = servers.flatMap(({ url, variables }) =>
    variables.map(({ name, values, default: usual }) => {
      const possible = values === undefined ? "" : ` (${values.join(", ")})`;
      return usual === undefined
        ? `Callers must pass \`${name}\`${possible} for the server ${url}: it says where the data goes, so it has no default. If there is only one value, keep only that in the variable's \`enum\`.`
        : `The option \`${name}\`${possible} of the server ${url} is "${usual}" unless callers pass another.`;
    }),
  );
  return [...new Set(sentences)];
}
