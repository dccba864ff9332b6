import { join } from "node:path";
import { conditionalHeaders } from "@countersign/spec/fetch";
import { SpecError, toLine } from "@countersign/spec/problem";
import { parseText } from "@countersign/spec/source";
import { sha256Of, type VendoredFile } from "../sources/sources.ts";
import { assertComplete } from "./assert-complete.ts";
import { compareDocuments } from "./compare.ts";
import {
  type FetchedFragment,
  type Fragment,
  fetchFragment,
  toFragment,
} from "./fetch-fragment.ts";
import { type Outcome, type Run, readLocal, requestOf, type SyncState } from "./sync-run.ts";

/**
 * Fetches a vendored file again and compares it with the recorded version.
 *
 * @throws SpecError when it cannot be fetched, is not OpenAPI, or was edited by hand.
 */
export async function syncVendored(run: Run, vendored: VendoredFile): Promise<Outcome> {
  const { address, isPage, path, location } = vendored;
  const local = await readLocal(run.sources, path);
  const isAsRecorded = local !== undefined && sha256Of(local) === vendored.sha256;
  const { received, acceptRemovals } = run;
  const request = {
    ...requestOf(run, address),
    location,
    // Only if the recorded bytes are present: a missing file cannot be restored from a 304.
    ...(isAsRecorded && { conditions: conditionalHeaders(vendored.validators, vendored.date) }),
  };
  if (received === undefined) run.announce(address);
  const fetched =
    received === undefined
      ? await fetchFragment(request, { isPage })
      : toFragment(received.text, { ...received, location, isPage, validators: {} });
  const outcome = (state: SyncState, changes: readonly string[] = []): Outcome => ({
    file: { path, address: address.href, state, changes },
  });
  if (fetched.kind === "not modified") return outcome("unchanged");
  if (fetched.kind === "gone" && isPage) return outcome("disappeared");
  if (fetched.kind !== "fragment") throw noFragment(vendored, fetched);
  const { text, document, validators } = fetched;
  const sha256 = sha256Of(text);
  const isNew = sha256 !== vendored.sha256;
  const version = isNew ? { version: { path, date: run.today, sha256, validators } } : {};
  if (local === undefined) return { ...outcome("restored"), text, ...version };
  if (isAsRecorded) {
    if (!isNew) return outcome("unchanged");
    const before = parseText(local.toString(), join(run.sources.folder, path)).parsed;
    const origin = received?.origin ?? address.href;
    assertComplete({ before, after: document }, { origin, location, acceptRemovals });
    return { ...outcome("changed", compareDocuments(before, document)), text, ...version };
  }
  // An earlier sync was interrupted after writing the file and before recording it.
  if (sha256Of(local) === sha256) return { ...outcome("recorded"), ...version };
  throw editedByHand(vendored);
}

function noFragment(
  { address, location }: VendoredFile,
  fetched: Exclude<FetchedFragment, Fragment>,
): SpecError {
  const reason =
    fetched.kind === "gone"
      ? `responds with status ${fetched.status}`
      : "no longer has an OpenAPI block";
  return new SpecError(`${toLine(address.href)} ${reason}.`, {
    location,
    remedy: "Find where upstream publishes it now and correct the URL; the file is kept.",
  });
}

function editedByHand({ path, location }: VendoredFile): SpecError {
  return new SpecError(`${path} matches neither the recorded version nor the one upstream.`, {
    location,
    remedy: "Restore the file, and make corrections in overlay.yaml.",
  });
}
