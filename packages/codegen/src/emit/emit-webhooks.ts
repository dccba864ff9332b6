import { type EventModel, isAuthenticated, type Model } from "@countersign/spec/model";
import type { DeliveryLocation, Webhooks } from "@countersign/spec/vocabulary";
import type { EmittedFile } from "../write/emitted-file.ts";
import { docComment, header, literal } from "./text.ts";
import type { TypeNames } from "./type-names.ts";

/** Returns the types of the events that a provider's deliveries contain. */
export function emitWebhooks(model: Model, names: TypeNames, source: string): EmittedFile {
  const events = model.webhooks?.event === undefined ? [] : model.events;
  const declared = events.map((event) => {
    const name = names.events.get(event.name) ?? "";
    return { name, text: eventType(event, name, model.webhooks ?? {}) };
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

function eventType({ name, method, bodies }: EventModel, type: string, webhooks: Webhooks): string {
  const delivery = `webhooks[${literal(name)}][${literal(method)}]`;
  const body = bodies.map(
    ({ mediaType }) => `NonNullable<${delivery}["requestBody"]>["content"][${literal(mediaType)}]`,
  );
  const { event, id } = webhooks;
  const eventNote = event && openNote(event, webhooks);
  const idNote = id && openNote(id, webhooks);
  const idText =
    "The delivery's ID, which stays the same when it is sent again; undefined if there is none.";
  const bodyNote = partNote(webhooks);
  return `${docComment([`An authentic \`${name.replaceAll("`", "'")}\` event.`])}export interface ${type} {
${comment(eventNote)}  readonly event: ${literal(name)};
${comment([idText, idNote].filter((text) => text !== undefined).join(" "))}  readonly id: string | undefined;
${comment(bodyNote)}  readonly body: ${body.length === 0 ? "unknown" : body.join(" | ")};
}
`;
}

/** Returns what a caller must know of a value that the sender's signature does not cover, if deliveries are authenticated. */
function openNote(location: DeliveryLocation, webhooks: Webhooks): string | undefined {
  const { signature, token } = webhooks;
  if ((signature ?? token) === undefined || isAuthenticated(location, webhooks)) return undefined;
  const where =
    "header" in location ? `the header \`${location.header}\`` : `\`${location.pointer}\``;
  return `Not authenticated: nothing signs ${where}, so anyone who has one delivery can change it.`;
}

/** Returns which fields of a body the signature covers, if it does not cover all. */
function partNote({ signature }: Webhooks): string | undefined {
  const message = signature?.message.join() ?? "";
  if (message === "" || /\{(body|sortedForm)\}/.test(message)) return undefined;
  const signed = [...message.matchAll(/\{body:([^{}]+)\}/g)].map(([, pointer]) => `\`${pointer}\``);
  return `Authenticated in part: the signature covers ${signed.join(", ")}, and no other field.`;
}

/** Returns a property's comment of one line. */
function comment(text: string | undefined): string {
  if (text === undefined) return "";
  const oneLine = docComment([text]).replace("\n * ", " ").replace("\n */", " */");
  return `  ${oneLine}`;
}
