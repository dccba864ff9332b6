export { isObject } from "./is-object.ts";
export { jsonPath, quoted } from "./json-path.ts";
export {
  childPointer,
  nodeAt,
  pointerTokens,
  refPointer,
  toPointer,
  uriFragment,
} from "./json-pointer.ts";
