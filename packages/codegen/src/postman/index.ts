export { emitCollection } from "./emit-collection.ts";
export { postmanCollection } from "./postman-collection.ts";
export type { PostmanCollection } from "./postman-types.ts";
