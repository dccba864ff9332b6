type EmitSchema = typeof import("./emit-schema.ts").emitSchema;

/** Returns what `emit-schema.ts` returns. Loads a compiler only when it is called: a spec that is refused needs none. */
export async function emitSchema(...args: Parameters<EmitSchema>): Promise<ReturnType<EmitSchema>> {
  const module = await import("./emit-schema.ts");
  return module.emitSchema(...args);
}
