import { docComment, header, literal } from "../emit/text.ts";
import type { EmittedFile } from "../write/emitted-file.ts";

/** Optional parts of the facade that a provider's document needs. */
export interface FacadeFeatures {
  /** Whether there are bodies other than JSON. */
  readonly hasOtherBodies: boolean;
  /** Whether there are headers whose values the types depend on. */
  readonly hasFixedHeaders: boolean;
  /** Whether there are responses that can be event streams. */
  readonly hasEventStreams: boolean;
  /** Whether there are forms with a property in the style of a query parameter. */
  readonly hasStyledBodies: boolean;
  /** Whether there are lists paged by a cursor. */
  readonly hasCursors: boolean;
  /** Whether there are lists paged by a cursor in a URL. */
  readonly hasLinks: boolean;
  /** Whether there are lists paged by a number. */
  readonly hasCounts: boolean;
  /** Whether there are variables in the URLs of servers. */
  readonly hasServerVariables: boolean;
  /** Whether there are signed requests. */
  readonly hasSignatures: boolean;
  /** Whether a signed request needs words of the vocabulary that most do not. */
  readonly hasRareSignatures: boolean;
  /** Whether there are signatures of requests with a timestamp. */
  readonly hasTimestamps: boolean;
  /** Whether there are credentials that are neither the value of a header nor a signature. */
  readonly hasPlacedCredentials: boolean;
  /** Whether there are pages that the end user's browser opens. */
  readonly hasBrowserPages: boolean;
  /** Whether there are parameters with a non-default style. */
  readonly hasStyles: boolean;
}

/** How a provider signs deliveries, and what they contain. */
export interface DeliveryFacts {
  /** Whether a public key verifies them. */
  readonly hasPublicKey: boolean;
  /** Whether the signature takes something from elsewhere than a header and the whole body. */
  readonly hasResolvedSignature: boolean;
  /** Whether the signature is in the body. */
  readonly hasSignatureInBody: boolean;
  /** Whether bodies are not JSON. */
  readonly hasOtherBodies: boolean;
}

/** What a facade entry depends on in a provider package. */
export interface ProviderPackage {
  /** `@countersign/paywint`. */
  readonly specifier: string;
  /** `paywint`. */
  readonly name: string;
  /** The name as a variable: `paywint`. */
  readonly valueName: string;
  /** The name as a type name prefix: `Paywint`. */
  readonly typeName: string;
  /** Title of the API. */
  readonly title: string;
  /** Whether its document has `x-countersign-webhooks`. */
  readonly hasWebhookFacts: boolean;
  /** How webhook deliveries are authenticated, if its document declares it. */
  readonly deliveries: DeliveryFacts | undefined;
  readonly features: FacadeFeatures;
}

/** Returns the facade's entry for one provider: a function that creates its client, and its types. */
export function emitFacadeEntry(provider: ProviderPackage): EmittedFile {
  const { specifier, valueName, typeName, title, hasWebhookFacts, deliveries } = provider;
  const features = featuresOf(provider);
  const api = hasWebhookFacts ? `${valueName}Api` : valueName;
  const values = hasWebhookFacts
    ? [`type ${valueName}`, api, ...(deliveries ? [`${valueName}Webhooks`] : [])]
    : [valueName];
  const text = [
    header(specifier),
    `
import { ${values.join(", ")} } from ${literal(specifier)};
import type { Client, ClientOptions } from "../client/client.js";
import { createClient } from "../client/create-client.js";
${features.flatMap(({ imports }) => imports.map((line) => `${line}\n`)).join("")}${deliveries ? webhookImports(deliveries) : ""}
`,
    docComment([`Options of a client for the ${title}.`]),
    `export type ${typeName}ClientOptions = ClientOptions<typeof ${valueName}>;

`,
    docComment([
      `A client for the ${title}, with a method for each operation, and \`GET\`, \`POST\`, … by path.`,
    ]),
    `export type ${typeName}Client = Client<typeof ${valueName}>;

`,
    docComment([`Returns a client for the ${title} that authenticates and signs every request.`], {
      tags: ["@throws CountersignError when an option is missing or invalid."],
    }),
    `export function create${typeName}Client(options: ${typeName}ClientOptions): ${typeName}Client {
  return createClient(${api}, options, {${features.map(({ property }) => `\n    ${property},`).join("")}${features.length > 0 ? "\n  " : ""}});
}

`,
    ...(deliveries ? deliveryFunctions(provider, deliveries) : []),
    `export type * from ${literal(`${specifier}/types`)};
`,
  ];
  return { path: `src/providers/${provider.name}.ts`, text: text.join("") };
}

interface Part {
  readonly imports: readonly string[];
  readonly property: string;
}

/** Returns the parts of the facade that a provider needs, as imports and as properties that pass them on. */
function featuresOf({ features }: ProviderPackage): Part[] {
  const { hasOtherBodies, hasStyledBodies, hasStyles, hasBrowserPages } = features;
  const { hasSignatures, hasRareSignatures, hasPlacedCredentials, hasServerVariables } = features;
  return [
    ...paginationOf(features),
    ...(hasPlacedCredentials ? [part("placeCredential", "authentication/place-credential")] : []),
    ...(hasRareSignatures ? [RARE_SIGNATURES] : []),
    ...(hasSignatures && !hasRareSignatures ? [part("signRequest", "signing/sign-request")] : []),
    ...(features.hasTimestamps ? [part("correctedClock", "signing/corrected-clock")] : []),
    ...(hasServerVariables ? [part("completeServer", "transport/complete-server")] : []),
    ...(features.hasFixedHeaders ? [part("checkFixedHeaders", "transport/fixed-headers")] : []),
    ...(hasStyledBodies ? [STYLED_BODIES] : []),
    ...(hasOtherBodies && !hasStyledBodies ? [part("encodeBody", "transport/encode-body")] : []),
    ...(features.hasEventStreams ? [part("eventStreams", "transport/event-streams")] : []),
    ...(hasBrowserPages ? [part("pageUrls", "client/page-urls")] : []),
    ...(hasStyles ? [part("writeStyledRequest", "transport/write-styled-request")] : []),
  ];
}

const RARE_SIGNATURES: Part = {
  imports: ['import { signAnyRequest } from "../signing/sign-any-request.js";'],
  property: "signRequest: signAnyRequest",
};

const STYLED_BODIES: Part = {
  imports: ['import { encodeStyledBody } from "../transport/encode-styled-body.js";'],
  property: "encodeBody: encodeStyledBody",
};

function part(name: string, file: string): Part {
  return { imports: [`import { ${name} } from "../${file}.js";`], property: name };
}

function paginationOf({ hasCursors, hasLinks, hasCounts }: FacadeFeatures): Part[] {
  if (!hasCursors && !hasCounts) return [];
  const [byCursor, byAny] = hasLinks
    ? ["nextByLink", "nextInput"]
    : ["nextByCursor", "nextByCursorOrCount"];
  const next = hasCursors && hasCounts ? byAny : hasCursors ? byCursor : "nextByCount";
  const file = next.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [
    {
      imports: [
        `import { ${next} } from "../pagination/${file}.js";`,
        'import { paginateBy } from "../pagination/paginate.js";',
      ],
      property: `paginate: paginateBy(${next})`,
    },
  ];
}

function deliveryFunctions(provider: ProviderPackage, deliveries: DeliveryFacts): string[] {
  const functions = deliveries.hasPublicKey ? keyedFunctions : webhookFunctions;
  return functions(provider, deliveries);
}

function webhookImports(deliveries: DeliveryFacts): string {
  const { hasPublicKey, hasResolvedSignature, hasSignatureInBody, hasOtherBodies } = deliveries;
  const parsing = hasOtherBodies ? ['import { parseBody } from "../webhooks/parse-body.js";'] : [];
  if (hasPublicKey)
    return lines([
      'import type { WebhookDelivery } from "../webhooks/delivery.js";',
      ...parsing,
      ...KEYED_IMPORTS,
    ]);
  const signing = hasSignatureInBody
    ? 'import { type SignedDelivery, signDelivery } from "../webhooks/sign-delivery.js";'
    : 'import { signDeliveryHeaders } from "../webhooks/sign-delivery.js";';
  return lines([
    ...(hasResolvedSignature
      ? ['import { authenticateResolved } from "../webhooks/authenticate-resolved.js";']
      : []),
    'import type { WebhookDelivery } from "../webhooks/delivery.js";',
    ...parsing,
    ...(hasResolvedSignature
      ? [signing, 'import type { SignWebhookOptions } from "../webhooks/sign-webhook.js";']
      : ['import { type SignWebhookOptions, signWebhook } from "../webhooks/sign-webhook.js";']),
    'import { type VerifyWebhookOptions, verifyWebhook } from "../webhooks/verify-webhook.js";',
    'import type { WebhookEvent } from "../webhooks/webhook-event.js";',
  ]);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}

const KEYED_IMPORTS = [
  'import { type VerifyWebhookByKeyOptions, verifyWebhookByKey } from "../webhooks/verify-webhook-by-key.js";',
  'import type { WebhookEvent } from "../webhooks/webhook-event.js";',
];

function keyedFunctions(
  { valueName, typeName, title }: ProviderPackage,
  { hasOtherBodies }: DeliveryFacts,
): string[] {
  return [
    eventType({ valueName, typeName, title }),
    docComment(
      [
        `Verifies with a public key that the ${title} sent a webhook delivery, and returns its event.`,
      ],
      {
        tags: [
          "@throws WebhookError with a `reason` when the delivery is rejected.",
          "@throws CredentialError when the key is invalid or cannot be got.",
        ],
      },
    ),
    `export function verify${typeName}Webhook(
  delivery: WebhookDelivery,
  options: VerifyWebhookByKeyOptions,
): Promise<${typeName}WebhookEvent> {
  return verifyWebhookByKey(${valueName}Webhooks, delivery, options${hasOtherBodies ? ", { parseBody }" : ""});
}

`,
  ];
}

function webhookFunctions(
  { valueName, typeName, title }: ProviderPackage,
  { hasResolvedSignature, hasSignatureInBody, hasOtherBodies }: DeliveryFacts,
): string[] {
  const features = [
    ...(hasResolvedSignature ? ["authenticate: authenticateResolved"] : []),
    ...(hasOtherBodies ? ["parseBody"] : []),
  ];
  const passed = features.length > 0 ? `, { ${features.join(", ")} }` : "";
  const sign = hasSignatureInBody ? "signDelivery" : "signDeliveryHeaders";
  return [
    eventType({ valueName, typeName, title }),
    docComment([`Verifies a webhook delivery from the ${title}, and returns its event.`], {
      tags: [
        "@throws WebhookError with a `reason` when the delivery is rejected.",
        "@throws CredentialError when the secret is invalid.",
      ],
    }),
    `export function verify${typeName}Webhook(
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
): Promise<${typeName}WebhookEvent> {
  return verifyWebhook(${valueName}Webhooks, delivery, options${passed});
}

`,
    docComment(
      [
        hasSignatureInBody
          ? `Returns a delivery that the ${title} would send, with the signature in its body, for tests.`
          : `Returns the headers that the ${title} would send with a delivery, for tests.`,
      ],
      { tags: ["@throws CredentialError when the secret is invalid."] },
    ),
    `export function sign${typeName}Webhook(delivery: SignWebhookOptions): Promise<${hasSignatureInBody ? "SignedDelivery" : "Headers"}> {
  return ${hasResolvedSignature ? sign : "signWebhook"}(${valueName}Webhooks, delivery);
}

`,
  ];
}

function eventType({
  valueName,
  typeName,
  title,
}: Pick<ProviderPackage, "valueName" | "typeName" | "title">): string {
  const comment = docComment([
    `An authentic webhook delivery from the ${title}. \`event\` is the name of the event, or null if it is unknown.`,
  ]);
  return `${comment}export type ${typeName}WebhookEvent = WebhookEvent<typeof ${valueName}>;

`;
}
