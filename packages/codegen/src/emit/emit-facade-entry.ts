import type { EmittedFile } from "./emitted-file.ts";
import { docComment, header, literal } from "./text.ts";

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
  /** True where its document says how webhook deliveries are authenticated. */
  readonly hasVerifiableWebhooks: boolean;
}

/** Returns the facade's entry for one provider: the bound factory and its types. */
export function emitFacadeEntry(provider: ProviderPackage): EmittedFile {
  const { specifier, valueName, typeName, title, hasVerifiableWebhooks } = provider;
  const text = [
    header(specifier),
    `
import { ${valueName} } from ${literal(specifier)};
import type { Client, ClientOptions } from "../client.js";
import { connect } from "../connect.js";
${hasVerifiableWebhooks ? WEBHOOK_IMPORTS : ""}
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
  return connect(${valueName}, options);
}

`,
    ...(hasVerifiableWebhooks ? webhookFunctions(provider) : []),
    `export type { components, operations, paths, webhooks } from ${literal(specifier)};
`,
  ];
  return { path: `src/providers/${provider.name}.ts`, text: text.join("") };
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
  return verifyWebhook(${valueName}, delivery, options);
}

`,
    docComment([`Returns the headers that the ${title} would send with a delivery, for tests.`], {
      tags: ["@throws CredentialError when the secret cannot be used."],
    }),
    `export function sign${typeName}Webhook(delivery: SignWebhookOptions): Promise<Headers> {
  return signWebhook(${valueName}, delivery);
}

`,
  ];
}
