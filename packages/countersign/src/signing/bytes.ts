/**
 * Bytes of their own, not shared with another thread, as Web Crypto takes them: `Uint8Array<ArrayBuffer>`.
 *
 * It is spelled by a function that returns them, because declarations must compile with TypeScript before 5.7,
 * where the type takes no argument.
 */
export type Bytes = ReturnType<InstanceType<typeof TextEncoder>["encode"]>;
