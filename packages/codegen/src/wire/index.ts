export { type WireKind, type WireOptions, wire } from "./wire.ts";
