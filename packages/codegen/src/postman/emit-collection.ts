import type { CredentialModel, Model } from "@countersign/spec/model";
import type { DescribedCalls } from "../samples/read-calls.ts";
import { sampleCalls } from "../samples/sample-call.ts";
import { filesIn } from "../samples/sample-files.ts";
import type {
  PostmanAuth,
  PostmanCollection,
  PostmanFolder,
  PostmanItem,
  PostmanVariable,
} from "./postman-types.ts";
import { postmanRequest } from "./request.ts";
import { postmanServers } from "./servers.ts";
import { type SigningScheme, signingScript } from "./signing-script.ts";

const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/**
 * Returns a Postman Collection (v2.1) of every operation: in folders by first tag, with example bodies,
 * variables for servers and credentials, and a script that signs requests where necessary.
 */
export function emitCollection(calls: DescribedCalls): PostmanCollection {
  const { model } = calls;
  const all = sampleCalls(calls);
  const servers = postmanServers(model, all);
  const items = all.map((call) => ({
    tag: call.operation.tags[0],
    item: postmanRequest(call, servers.variableOf(call.operation)),
  }));
  const shared = commonAuth(items.map(({ item }) => item));
  const entries = items.map(({ tag, item }) => ({ tag, item: withoutShared(item, shared) }));
  const signed = new Set(all.flatMap(({ schemes }) => schemes.filter(isSigning)));
  return {
    info: {
      name: model.title,
      description: describe(
        model,
        all.flatMap(({ input }) => filesIn(input.body)),
      ),
      schema: SCHEMA,
    },
    item: [
      ...foldersOf(model, entries),
      ...entries.filter(({ tag }) => tag === undefined).map(({ item }) => item),
    ],
    ...(shared !== undefined && { auth: shared }),
    ...(signed.size > 0 && {
      event: [
        {
          listen: "prerequest" as const,
          script: { type: "text/javascript" as const, exec: signingScript([...signed]) },
        },
      ],
    }),
    variable: [...servers.variables, ...model.credentials.map(toVariable)],
  };
}

function isSigning(scheme: { readonly kind: string }): scheme is SigningScheme {
  return scheme.kind === "hmac";
}

function describe(
  { title, version, description }: Model,
  files: readonly { name: string }[],
): string {
  const names = [...new Set(files.map(({ name }) => `\`${name}\``))];
  return [
    `Every operation of the ${title}, version ${version}.`,
    "Set the credentials as variables of this collection or, better, of an environment or the vault: a shared collection includes its variables.",
    ...(names.length > 0 ? [`Requests that send a file expect ${names.join(", ")}.`] : []),
    ...(description === undefined ? [] : [description]),
  ].join("\n\n");
}

function toVariable({ name, use, description }: CredentialModel): PostmanVariable {
  return { key: name, value: "", description: [use, description].filter(Boolean).join(" ") };
}

interface TaggedItem {
  readonly tag: string | undefined;
  readonly item: PostmanItem;
}

/** Returns folders in the order of the document's tags, followed by those for tags it does not list. */
function foldersOf({ document }: Model, items: readonly TaggedItem[]): PostmanFolder[] {
  const listed: unknown = Reflect.get(document, "tags");
  const known = (Array.isArray(listed) ? listed : []).flatMap((tag: unknown) => nameOf(tag));
  const used = new Set(items.flatMap(({ tag }) => tag ?? []));
  const names = [...known.filter((name) => used.has(name)), ...used];
  return [...new Set(names)].map((name) => ({
    name,
    item: items.filter(({ tag }) => tag === name).map(({ item }) => item),
  }));
}

function nameOf(tag: unknown): string[] {
  const name: unknown = typeof tag === "object" && tag !== null ? Reflect.get(tag, "name") : tag;
  return typeof name === "string" ? [name] : [];
}

/** Returns the most frequent authorization, which requests inherit from the collection. */
function commonAuth(items: readonly PostmanItem[]): PostmanAuth | undefined {
  const counts = new Map<string, { auth: PostmanAuth; count: number }>();
  for (const { request } of items) {
    const { auth } = request;
    if (auth === undefined) continue;
    const key = JSON.stringify(auth);
    counts.set(key, { auth, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.auth;
}

function withoutShared(item: PostmanItem, shared: PostmanAuth | undefined): PostmanItem {
  const { auth, ...request } = item.request;
  return JSON.stringify(auth) === JSON.stringify(shared) ? { ...item, request } : item;
}
