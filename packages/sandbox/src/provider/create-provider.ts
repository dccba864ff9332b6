import { Cursor } from "@countersign/spec/openapi";
import { SpecError } from "@countersign/spec/problem";
import type { SignatureSource } from "../authentication/check-signature.ts";
import { deriveCredentials } from "../authentication/derive-credentials.ts";
import { type Conventions, createConventions } from "../conventions/conventions.ts";
import { readDeliveryScheme } from "../deliveries/delivery-scheme.ts";
import type { DeliverySource } from "../deliveries/delivery-source.ts";
import { deriveWebhookSecret } from "../deliveries/derive-webhook-secret.ts";
import { readReceivers } from "../deliveries/receiver-declaration.ts";
import type { OpenApiDocument } from "../documents/open-api-document.ts";
import { SandboxError } from "../errors/sandbox-error.ts";
import { assertVocabulary } from "../operations/assert-vocabulary.ts";
import { readOperations } from "../operations/read-operations.ts";
import { readSecuritySchemes, type SecurityScheme } from "../operations/security-schemes.ts";
import { createValidator, type Validator } from "../validation/create-validator.ts";
import { createClock } from "../world/clock.ts";
import { createIds } from "../world/ids.ts";
import { createRouter, type Route } from "./create-router.ts";
import { createState } from "./create-state.ts";
import type { ProviderState } from "./provider-state.ts";
import type { World } from "./world.ts";

/** A provider that the sandbox serves. */
export interface Provider
  extends DeliverySource,
    Omit<SignatureSource, "request" | "presented">,
    Validator {
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Returns what the provider remembers; undefined if it remembers nothing. Made when it is needed first. */
  readonly state: () => ProviderState | undefined;
  readonly document: OpenApiDocument;
  readonly operationIds: ReadonlySet<string>;
  readonly route: Route;
  readonly conventions: Conventions;
}

/** A world without memory. */
const NOWHERE: World = {
  clock: createClock(),
  ids: createIds(),
  store: undefined,
  rateLimits: false,
  publish: () => {},
  pageOf: () => undefined,
};

/**
 * Creates a provider from its document.
 *
 * @param isLinted - Whether the document is known to use the vocabulary correctly, as those of the packages are.
 * @throws SandboxError `invalid_document` if the sandbox cannot serve the document.
 */
export function createProvider(
  name: string,
  document: OpenApiDocument,
  world: World = NOWHERE,
  isLinted = false,
): Provider {
  try {
    // Not from the package's loader, which takes longer to import than everything else here.
    const root = Cursor.root({ document, locationOf: (pointer) => ({ file: name, pointer }) });
    if (!isLinted) assertVocabulary(root);
    const schemes = readSecuritySchemes(root);
    const deliveries = readDeliveryScheme(root);
    const operations = readOperations(root, schemes);
    const headers = [...schemes.values()]
      .flatMap(({ header = [] }) => header)
      .map((header) => header.toLowerCase());
    const validator = createValidator(document);
    let state: ProviderState | undefined;
    return {
      name,
      document,
      operationIds: new Set(operations.map(({ id }) => id)),
      events: new Map(
        root
          .at("webhooks")
          .entries()
          .map(([event, item]) => [event, item.at("post")]),
      ),
      noEvent: root.at("webhooks").at("").at("post"),
      deliveries,
      receivers: readReceivers(root),
      webhookSecret: deriveWebhookSecret(name, deliveries.authentication),
      credentials: deriveCredentials(name, schemes),
      secretHeaders: new Set(headers),
      now: world.clock.now,
      seenNonces: new Set(),
      route: createRouter(name, operations),
      ...validator,
      schemes,
      conventions: createConventions(name, root, world),
      state: () => {
        const { authentication } = deliveries;
        const source = { name, root, operations, checks: validator, authentication };
        state ??= createState(source, world);
        return state;
      },
    };
  } catch (error) {
    const message = `The OpenAPI document of "${name}" cannot be served: ${problemOf(error)}`;
    throw new SandboxError("invalid_document", message, { cause: error });
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof SpecError)) return error instanceof Error ? error.message : String(error);
  const { message, location, remedy } = error;
  return location.pointer === undefined ? message : `${message} (${location.pointer}) ${remedy}`;
}
