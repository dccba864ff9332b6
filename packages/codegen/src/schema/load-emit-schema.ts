type EmitSchema = typeof import("./emit-schema.ts").emitSchema;

/** Calls `emitSchema`, loading the compiler on demand: a refused spec does not need it. */
export async function emitSchema(...args: Parameters<EmitSchema>): Promise<ReturnType<EmitSchema>> {
  const module = await import("./emit-schema.ts");
  return module.emitSchema(...args);
}
