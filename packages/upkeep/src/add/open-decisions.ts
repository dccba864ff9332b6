import type { Spec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { toLine } from "@countersign/spec/problem";
import type { Decision } from "./decision.ts";
import { variableDecisions } from "./variable-decisions.ts";

/** Returns what the document leaves open, apart from the names in the overlay. */
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
        "The document has no usable server, so callers must pass a `baseUrl`. Add `servers`.",
      ),
    );
  }
  decisions.push(...variableDecisions(model).map((message) => at("#/servers", message)));
  if (model.securitySchemes.length === 0) {
    decisions.push(
      at(
        "#/",
        "The document declares no security scheme, so requests carry no credentials. Add one if the API requires it; a computed signature is `x-countersign-hmac`.",
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
        `The document has ${model.events.length} webhook ${model.events.length === 1 ? "event" : "events"} but does not say how deliveries are signed. Describe it with \`x-countersign-webhooks\`.`,
      ),
    );
  }
  return decisions;
}
