import { docComment, header, literal } from "../emit/text.ts";
import type { EmittedFile } from "../write/emitted-file.ts";

/** What a provider's document asks of the facade besides what every client has. */
export interface FacadeFeatures {
  /** Bodies that are not JSON. */
  readonly hasOtherBodies: boolean;
  /** Lists paged by a cursor. */
  readonly hasCursors: boolean;
  /** Lists paged by a cursor in an address. */
  readonly hasLinks: boolean;
  /** Lists paged by a number. */
  readonly hasCounts: boolean;
  /** Requests that are signed. */
  readonly hasSignatures: boolean;
  /** Credentials that are neither a header of their own nor a signature. */
  readonly hasPlacedCredentials: boolean;
  /** Parameters that are not written in the default way. */
  readonly hasStyles: boolean;
}

/** What a facade entry needs to know of a provider package. */
export interface ProviderPackage {
  /** `@countersign/paywint`. */
  readonly specifier: string;
  /** `paywint`. */
  readonly name: string;
  /** The name as a value: `paywint`. */
  readonly valueName: string;
  /** The name as part of a type's name: `Paywint`. */
  readonly typeName: string;
  /** Title of the API. */
  readonly title: string;
  /** True where its document has `x-countersign-webhooks`. */
  readonly hasWebhookFacts: boolean;
  /** True where its document says how webhook deliveries are authenticated. */
  readonly hasVerifiableWebhooks: boolean;
  readonly features: FacadeFeatures;
}

/** Returns the facade's entry for one provider: the bound factory and its types. */
export function emitFacadeEntry(provider: ProviderPackage): EmittedFile {
  const { specifier, valueName, typeName, title, hasWebhookFacts, hasVerifiableWebhooks } =
    provider;
  const features = featuresOf(provider);
  const api = hasWebhookFacts ? `${valueName}Api` : valueName;
  const values = hasWebhookFacts
    ? [`type ${valueName}`, api, ...(hasVerifiableWebhooks ? [`${valueName}Webhooks`] : [])]
    : [valueName];
  const text = [
    header(specifier),
    `
import { ${values.join(", ")} } from ${literal(specifier)};
import type { Client, ClientOptions } from "../client/client.js";
import { createClient } from "../client/create-client.js";
${features.flatMap(({ imports }) => imports.map((line) => `${line}\n`)).join("")}${hasVerifiableWebhooks ? WEBHOOK_IMPORTS : ""}
`,
    docComment([`Options of a client of the ${title}.`]),
    `export type ${typeName}ClientOptions = ClientOptions<typeof ${valueName}>;

`,
    docComment([
      `A client of the ${title}: a method per operation, and \`GET\`, \`POST\`, … by path.`,
    ]),
    `export type ${typeName}Client = Client<typeof ${valueName}>;

`,
    docComment([`Returns a client of the ${title} that authenticates and signs every request.`], {
      tags: ["@throws CountersignError when an option is missing or cannot be used."],
    }),
    `export function create${typeName}Client(options: ${typeName}ClientOptions): ${typeName}Client {
  return createClient(${api}, options, {${features.map(({ property }) => `\n    ${property},`).join("")}${features.length > 0 ? "\n  " : ""}});
}

`,
    ...(hasVerifiableWebhooks ? webhookFunctions(provider) : []),
    `export type { components, operations, paths, webhooks } from ${literal(specifier)};
`,
  ];
  return { path: `src/providers/${provider.name}.ts`, text: text.join("") };
}

interface Part {
  readonly imports: readonly string[];
  readonly property: string;
}

/** The facade's parts that a provider needs: their imports, and the properties that hand them over. */
function featuresOf({ features }: ProviderPackage): Part[] {
  const { hasOtherBodies, hasSignatures, hasPlacedCredentials, hasStyles } = features;
  return [
    ...paginationOf(features),
    ...(hasPlacedCredentials ? [part("placeCredential", "authentication/place-credential")] : []),
    ...(hasSignatures ? [part("signRequest", "signing/sign-request")] : []),
    ...(hasOtherBodies ? [part("encodeBody", "transport/encode-body")] : []),
    ...(hasStyles ? [part("writeStyledRequest", "transport/write-styled-request")] : []),
  ];
}

function part(name: string, file: string): Part {
  return { imports: [`import { ${name} } from "../${file}.js";`], property: name };
}

function paginationOf({ hasCursors, hasLinks, hasCounts }: FacadeFeatures): Part[] {
  if (!hasCursors && !hasCounts) return [];
  const nextByCursor = hasLinks ? "nextByLink" : "nextByCursor";
  const next = hasCursors && hasCounts ? "nextInput" : hasCursors ? nextByCursor : "nextByCount";
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

const WEBHOOK_IMPORTS = `import type { WebhookDelivery } from "../webhooks/delivery.js";
import { type SignWebhookOptions, signWebhook } from "../webhooks/sign-webhook.js";
import { type VerifyWebhookOptions, verifyWebhook } from "../webhooks/verify-webhook.js";
import type { WebhookEvent } from "../webhooks/webhook-event.js";
`;

function webhookFunctions({ valueName, typeName, title }: ProviderPackage): string[] {
  return [
    docComment([
      `An authentic webhook delivery of the ${title}: \`event\` tells which, and null is one that is not known.`,
    ]),
    `export type ${typeName}WebhookEvent = WebhookEvent<typeof ${valueName}>;

`,
    docComment(
      [
        `Returns the event that a webhook delivery of the ${title} brings, once it is certain that it is authentic.`,
      ],
      {
        tags: [
          "@throws WebhookError with its `reason` for every delivery that is refused.",
          "@throws CredentialError when the secret cannot be used.",
        ],
      },
    ),
    `export function verify${typeName}Webhook(
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
): Promise<${typeName}WebhookEvent> {
  return verifyWebhook(${valueName}Webhooks, delivery, options);
}

`,
    docComment([`Returns the headers that the ${title} would send with a delivery, for tests.`], {
      tags: ["@throws CredentialError when the secret cannot be used."],
    }),
    `export function sign${typeName}Webhook(delivery: SignWebhookOptions): Promise<Headers> {
  return signWebhook(${valueName}Webhooks, delivery);
}

`,
  ];
}
