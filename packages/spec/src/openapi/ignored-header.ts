/** Headers whose parameters are ignored: OpenAPI 3.1, section 4.8.12.2.1. */
const IGNORED = /^(accept|content-type|authorization)$/i;

/**
 * Returns whether a parameter is ignored as OpenAPI says: a header that the client sets from the media types and the
 * security schemes. A default of our vocabulary makes it an ordinary header.
 */
export function isIgnoredHeader(parameter: object): boolean {
  const name: unknown = Reflect.get(parameter, "name");
  const isHeader = Reflect.get(parameter, "in") === "header";
  return isHeader && IGNORED.test(String(name)) && !("x-countersign-default" in parameter);
}
