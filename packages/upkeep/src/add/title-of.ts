/** Returns the title of a document, or what to call it if it has none. */
export function titleOf(document: object): string {
  const info: unknown = Reflect.get(document, "info");
  const title: unknown = typeof info === "object" && info !== null && Reflect.get(info, "title");
  return typeof title === "string" ? title : "the document";
}
