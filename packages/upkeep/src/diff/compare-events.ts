import { nodeAt, pointerTokens } from "@countersign/spec/json";
import { canonical } from "./canonical.ts";
import type { Changes } from "./change.ts";
import { compareTypes, type TypePair } from "./compare-types.ts";
import type { Documents } from "./documents.ts";
import { operationParts } from "./operation-parts.ts";
import { webhookPointers } from "./webhook-pointers.ts";
import { code } from "./words.ts";

/** Adds the differences between the webhooks of two documents: their names and their payloads. */
export function compareEvents(documents: Documents, types: TypePair, changes: Changes): void {
  const [old, now] = [eventsOf(documents.before), eventsOf(documents.after)];
  const removed = [...old.keys()].filter((event) => !now.has(event));
  const added = [...now.keys()].filter((event) => !old.has(event));
  const contentOf = (event: string): string =>
    canonical(nodeAt(documents.after, now.get(event) ?? ""), "meaning");
  const oldContent = (event: string): string =>
    canonical(nodeAt(documents.before, old.get(event) ?? ""), "meaning", documents.renamed);
  const isNewName = new Set<string>();
  for (const event of removed) {
    const matches = added.filter((other) => contentOf(other) === oldContent(event));
    const rivals = removed.filter((other) => oldContent(other) === oldContent(event));
    const [match] = matches;
    const isRenamed = match !== undefined && matches.length === 1 && rivals.length === 1;
    if (isRenamed) isNewName.add(match);
    changes.add(isRenamed ? "event-renamed" : "event-removed", {
      ...(isRenamed ? {} : { owner: { what: "event", name: event } }),
      units: [webhookUnit(event), ...(isRenamed ? [webhookUnit(match)] : [])],
      pointer: (isRenamed ? now.get(match) : old.get(event)) ?? "#/webhooks",
      message: `The event ${code(event)} ${isRenamed ? `is now called ${code(match)}` : "was removed"}.`,
    });
  }
  for (const [event, pointer] of now) {
    const was = old.get(event);
    if (was !== undefined)
      comparePayloads(event, { was, is: pointer }, { documents, types, changes });
    else if (!isNewName.has(event)) {
      const message = `The event ${code(event)} is new.`;
      const owner = { what: "event", name: event } as const;
      changes.add("event-added", { units: [webhookUnit(event)], owner, pointer, message });
    }
  }
}

/** Returns the unit to which changes of a webhook belong. */
export function webhookUnit(event: string): string {
  return `webhook ${event}`;
}

function comparePayloads(
  event: string,
  { was, is }: { was: string; is: string },
  { documents, types, changes }: { documents: Documents; types: TypePair; changes: Changes },
): void {
  const old = operationParts(documents.before, was).body;
  const now = operationParts(documents.after, is).body;
  const [oldMethod = "", method = ""] = [pointerTokens(was).at(-1), pointerTokens(is).at(-1)];
  const units = [webhookUnit(event)];
  const owner = { what: "event", name: event } as const;
  if (old?.required === true && now?.required === false) {
    const message = `The payload of the event ${code(event)} may now be missing.`;
    changes.add("payload-now-optional", { units, owner, pointer: now.pointer, message });
  }
  for (const type of now?.content.keys() ?? []) {
    if (old?.content.has(type) !== true) continue;
    const whole = `the payload of the event ${code(event)}`;
    const location = {
      units,
      owner,
      pointer: `${is}/requestBody`,
      directions: new Set(["response"] as const),
      subject: (path: string) => (path === "" ? `T${whole.slice(1)}` : `\`${path}\` in ${whole}`),
    };
    const places = {
      before: types.before.at("webhooks", event, oldMethod, "requestBody", "content", type),
      after: types.after.at("webhooks", event, method, "requestBody", "content", type),
    };
    compareTypes(types, places, location, changes);
  }
}

/** Returns the pointer of each event's operation, by event. */
function eventsOf(document: object): Map<string, string> {
  return new Map(webhookPointers(document).map(({ event, pointer }) => [event, pointer]));
}
