/**
 * `Uint8Array<ArrayBuffer>`: bytes in unshared memory, as Web Crypto requires.
 *
 * Derived from a function's return type, because declarations must compile with TypeScript before 5.7, where
 * `Uint8Array` has no type parameter.
 */
export type Bytes = ReturnType<InstanceType<typeof TextEncoder>["encode"]>;
