import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkValidateLinks from "remark-validate-links";
import { engine, type Options } from "unified-engine";
import { expect, it, onTestFinished } from "vitest";

// The engine passes all files as a second parameter, which the plugin types do not include.
const plugins = [[remarkValidateLinks, { repository: false }]] as Options["plugins"];
const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Returns a report on broken links between Markdown files, to files and headings; empty if there are none. */
async function brokenLinks(cwd: string, files: readonly string[]): Promise<string> {
  const report = new PassThrough();
  let output = "";
  report.on("data", (chunk) => {
    output += chunk;
  });
  await promisify(engine)({
    processor: remark().use(remarkGfm),
    plugins,
    cwd,
    files: [...files],
    color: false,
    quiet: true,
    output: false,
    detectConfig: false,
    detectIgnore: false,
    streamError: report,
  });
  return output;
}

it("resolves every relative link in Markdown files to a file and a heading", async () => {
  const { stdout } = await run("git", ["ls-files", "-z", "-co", "--exclude-standard", "*.md"], {
    cwd: repository,
  });
  expect(await brokenLinks(repository, stdout.split("\0").filter(Boolean))).toBe("");
});

it("reports a broken link with its file and line", async () => {
  const folder = await mkdtemp(join(tmpdir(), "countersign-links-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "docs"));
  await writeFile(join(folder, "docs/other.md"), "# `x-words` of an event\n");
  const good = ["#a-title", "docs", "docs/other.md", "docs/other.md#x-words-of-an-event"];
  const bad = ["#another-title", "gone.md", "docs/other.md#gone"];
  const links = [...good, ...bad].map((target) => `[text](${target})`);
  await writeFile(join(folder, "README.md"), `# A title\n\n${links.join("\n")}\n`);
  const report = await brokenLinks(folder, ["README.md", "docs/other.md"]);
  expect(report.match(/^\d+:/gm)).toEqual(["7:", "8:", "9:"]);
  for (const target of bad) expect(report).toContain(target.replace(/^.*#/, ""));
});
