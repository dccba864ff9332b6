import { exampleServerOptions, type Model } from "@countersign/spec/model";
import { literal, propertyName } from "./text.ts";

/**
 * Returns the options of a client that choose its server, as properties of an object literal: of the first server,
 * with a value for each option that it requires, or else `baseUrl`.
 */
export function serverProperties({ servers }: Model, baseUrl: string): string[] {
  const [server] = servers;
  if (server === undefined) return [`baseUrl: ${literal(baseUrl)}`];
  const environment = servers.length === 1 ? [] : [`environment: ${literal(server.environment)}`];
  const options = Object.entries(exampleServerOptions(server)).map(
    ([name, value]) => `${propertyName(name)}: ${literal(value)}`,
  );
  return [...environment, ...options];
}
