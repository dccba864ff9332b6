export { emitSchema } from "./load-emit-schema.ts";
