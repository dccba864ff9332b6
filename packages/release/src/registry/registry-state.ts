import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type RunResult, run, tryRun } from "@countersign/process";
import { ReleaseError } from "../errors/release-error.ts";

/** Whether a registry has a version: no, with the same bytes, or with different ones. */
export type RegistryState = "absent" | "same" | "different";

/** Returns the URL of the registry that pnpm is configured with. */
export async function registryUrl(root: string): Promise<string> {
  return (await run("pnpm", ["config", "get", "registry"], { cwd: root })).trim();
}

/**
 * Compares a tarball with the same version in the registry.
 *
 * @throws ReleaseError if the request to the registry fails.
 */
export async function registryState(
  root: string,
  { name, version, tarball }: { name: string; version: string; tarball: string },
): Promise<RegistryState> {
  const args = ["view", `${name}@${version}`, "dist.integrity", "--json"];
  const result = await tryRun("pnpm", args, { cwd: root });
  if (result.code !== 0) {
    if (isNotFound(result)) return "absent";
    throw await unreachable(root, result);
  }
  const published: unknown = result.stdout.trim() === "" ? undefined : JSON.parse(result.stdout);
  if (published === undefined) return "absent";
  const integrity = createHash("sha512")
    .update(await readFile(tarball))
    .digest("base64");
  return published === `sha512-${integrity}` ? "same" : "different";
}

/**
 * Asserts that the registry accepts the token. A workflow with trusted publishing exchanges its identity for a
 * token when it publishes, so there is nothing to check in advance.
 *
 * @throws ReleaseError if the token is missing or the registry refuses it.
 */
export async function assertCanPublish(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (environment.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined) return;
  const result = await tryRun("pnpm", ["whoami"], { cwd: root });
  if (result.code === 0) return;
  // Some registries respond to a wrong token with an empty object instead of 401.
  const unauthorized = /UNAUTHORIZED|ENEEDAUTH|E401|\b401\b|logged in|missing field `username`/i;
  if (!unauthorized.test(`${result.stdout}${result.stderr}`)) {
    throw await unreachable(root, result);
  }
  throw new ReleaseError(
    `The registry ${await registryUrl(root)} does not recognise you: the token is missing or invalid.`,
    "Run `npm login`, or put a token in your .npmrc. In a workflow, grant `id-token: write`.",
  );
}

function isNotFound({ stdout, stderr }: RunResult): boolean {
  return /ERR_PNPM_(FETCH_404|PACKAGE_NOT_FOUND|NO_MATCHING_VERSION)|\bE404\b/.test(
    `${stdout}${stderr}`,
  );
}

async function unreachable(root: string, { stdout, stderr }: RunResult): Promise<ReleaseError> {
  const reason = `${stdout}${stderr}`.trim().split("\n").slice(0, 6).join("\n");
  return new ReleaseError(
    `The request to the registry ${await registryUrl(root)} failed:\n${reason}`,
    "Run the same command again later. Nothing is published twice.",
  );
}
