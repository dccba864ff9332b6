import type { EventModel, Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { docComment, header, literal } from "./text.ts";
import type { TypeNames } from "./type-names.ts";

/** Returns the types of the events that a provider's deliveries contain. */
export function emitWebhooks(model: Model, names: TypeNames, source: string): EmittedFile {
  const events = model.webhooks?.event === undefined ? [] : model.events;
  const declared = events.map((event) => {
    const name = names.events.get(event.name) ?? "";
    return { name, text: eventType(event, name) };
  });
  const union = declared.map(({ name }) => `\n  | ${name}`).join("");
  const text = [
    header(source),
    events.length > 0 ? '\nimport type { webhooks } from "./schema.ts";\n\n' : "\n",
    docComment([`The known webhook events of the ${model.title}. \`event\` tells them apart.`]),
    `export type ${model.typeName}Event =${union === "" ? " never" : union};\n`,
    ...declared.map((each) => `\n${each.text}`),
  ];
  return { path: "src/generated/webhooks.ts", text: text.join("") };
}

function eventType({ name, method, bodies }: EventModel, type: string): string {
  const delivery = `webhooks[${literal(name)}][${literal(method)}]`;
  const body = bodies.map(
    ({ mediaType }) => `NonNullable<${delivery}["requestBody"]>["content"][${literal(mediaType)}]`,
  );
  return `${docComment([`An authentic \`${name.replaceAll("`", "'")}\` event.`])}export interface ${type} {
  readonly event: ${literal(name)};
  /** The delivery's ID, which stays the same when it is sent again; undefined if there is none. */
  readonly id: string | undefined;
  readonly body: ${body.length === 0 ? "unknown" : body.join(" | ")};
}
`;
}
