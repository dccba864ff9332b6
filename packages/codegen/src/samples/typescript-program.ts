/** Returns a program with its imports, sorted by module, and its paragraphs. */
export function typescriptProgram(
  imports: Readonly<Record<string, readonly string[]>>,
  paragraphs: readonly (readonly string[])[],
): string {
  const modules = Object.entries(imports).filter(([, names]) => names.length > 0);
  // Biome's order: Node's own modules first.
  const lines = modules
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(
      ([module, names]) =>
        `import { ${[...names].sort().join(", ")} } from ${JSON.stringify(module)};`,
    );
  const texts = [lines, ...paragraphs].filter((each) => each.length > 0);
  return `${texts.map((each) => each.join("\n")).join("\n\n")}\n`;
}

function rank(module: string): number {
  return module.startsWith("node:") ? 0 : 1;
}
