import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { startProviderSandboxes } from "../../../../examples/test/helpers/provider-sandboxes.ts";
import type { Consumer } from "../../src/registry/consumer.ts";

type Others = NonNullable<Parameters<typeof startProviderSandboxes>[0]>;

const fixtures = new URL("../../../../examples/test/fixtures/", import.meta.url);

/**
 * Follows a README in an empty folder: runs its `npm install` lines and, if the README generates a client of the
 * fictional provider, the installed generator.
 *
 * @returns The fictional provider, for the sandboxes.
 */
export async function prepareConsumer(consumer: Consumer, readme: string): Promise<Others> {
  const text = await readFile(readme, "utf8");
  const commands = shellLines(text);
  for (const [program, command, ...args] of commands) {
    if (program === "npm" && command === "install") await consumer.install(...args);
  }
  const generates = commands.some((words) =>
    words.join(" ").startsWith("npx countersign generate specs/acme"),
  );
  if (text.includes("specs/acme")) {
    await cp(new URL("acme/", fixtures), join(consumer.folder, "specs/acme"), { recursive: true });
  }
  if (!generates) return [];
  const generate = ["generate", "specs/acme", "--out", "packages/acme"];
  await consumer.manage("exec", "--", "countersign", ...generate);
  const file = join(consumer.folder, "packages/acme/openapi.json");
  const documents = { acme: JSON.parse(await readFile(file, "utf8")) };
  return [{ name: "acme", servers: ["https://api.acme.example"], documents }];
}

function shellLines(markdown: string): string[][] {
  return [...markdown.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = ""]) =>
    block
      .trim()
      .split("\n")
      .map((line) => line.split(" ")),
  );
}
