import type { Spec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { toLine } from "@countersign/spec/problem";
import type { Decision } from "./decision.ts";

/** Returns what the document leaves open, beside what the overlay had to name. */
export function openDecisions(
  spec: Spec,
  { model, file }: { model: Model; file: string },
): Decision[] {
  const at = (pointer: string, message: string): Decision => {
    const { line } = spec.locationOf(pointer);
    return { file, ...(line !== undefined && { line }), message: toLine(message) };
  };
  const decisions: Decision[] = [];
  if (model.servers.length === 0) {
    decisions.push(
      at(
        "#/",
        "The document names no server that can be called: callers give a `baseUrl`. Add `servers`.",
      ),
    );
  }
  if (model.securitySchemes.length === 0) {
    decisions.push(
      at(
        "#/",
        "The document declares no security scheme, so requests carry no credential. Add it if the API asks for one; a computed signature is `x-countersign-hmac`.",
      ),
    );
  }
  for (const scheme of model.securitySchemes) {
    if (scheme.kind !== "basic") continue;
    const { name, username, password } = scheme;
    const pointer = `#/components/securitySchemes/${name}`;
    decisions.push(
      at(
        pointer,
        `The client's options for ${JSON.stringify(name)} are called "${username}" and "${password}".`,
      ),
    );
  }
  if (model.events.length > 0 && model.webhooks === undefined) {
    decisions.push(
      at(
        "#/webhooks",
        `The document has ${model.events.length} webhook ${model.events.length === 1 ? "event" : "events"} and does not say how deliveries are signed. Describe it with \`x-countersign-webhooks\`.`,
      ),
    );
  }
  return decisions;
}
