import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type RunResult, run, tryRun } from "@countersign/process";
import { ReleaseError } from "../errors/release-error.ts";

/** What a registry has of a version: nothing, the same bytes, or others. */
export type RegistryState = "absent" | "same" | "different";

/** Returns the address of the registry that pnpm is set to. */
export async function registryAddress(root: string): Promise<string> {
  return (await run("pnpm", ["config", "get", "registry"], { cwd: root })).trim();
}

/**
 * Compares a tarball with what the registry has of its version.
 *
 * @throws ReleaseError when the registry does not answer.
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
 * Throws unless the registry knows who publishes. A workflow's identity is exchanged for a token when it
 * publishes (trusted publishing), so that there is nothing to ask before.
 *
 * @throws ReleaseError when there is no token, or one that the registry refuses.
 */
export async function assertCanPublish(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (environment.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined) return;
  const result = await tryRun("pnpm", ["whoami"], { cwd: root });
  if (result.code === 0) return;
  // Some registries answer a wrong token with an empty object instead of 401.
  const isUnknown = /UNAUTHORIZED|ENEEDAUTH|E401|\b401\b|logged in|missing field `username`/i;
  if (!isUnknown.test(`${result.stdout}${result.stderr}`)) {
    throw await unreachable(root, result);
  }
  throw new ReleaseError(
    `The registry ${await registryAddress(root)} does not know who you are: there is no token, or it is not valid.`,
    "Run `npm login`, or put a token into your .npmrc. In a workflow, grant `id-token: write`.",
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
    `The registry ${await registryAddress(root)} does not answer as it should:\n${reason}`,
    "Run the same command again once it does: nothing is published twice.",
  );
}
