import { isObject } from "@countersign/spec/json";
import { operationsOf } from "@countersign/spec/openapi";
import { headerParameters } from "./signature-parameters.ts";

/** A header with a credential, or a parameter, which may be a signature that the client computes. */
export interface OpenSignature {
  /** Name of the security scheme; for a parameter, the name of the header. */
  readonly scheme: string;
  readonly header: string;
  /** Whether the document suggests that the value is computed. */
  readonly isLikely: boolean;
  /** Another header of the document that, by its name, carries the time of signing. */
  readonly timestampHeader: string | undefined;
}

/** What a document may leave open about signing. */
export interface OpenSigning {
  readonly requests: readonly OpenSignature[];
  /** Number of the events whose deliveries nothing authenticates. */
  readonly webhookEvents: number;
}

/** Returns what a document does not say about signing. */
export function openSigning(document: object): OpenSigning {
  const schemes = keySchemes(document);
  const parameters = new Map(
    headerParameters(document).map(({ header }) => [header.toLowerCase(), header]),
  );
  const headers = [...schemes.map(({ header }) => header), ...parameters.values()];
  for (const { scheme, header } of schemes) {
    parameters.delete(header.toLowerCase());
    parameters.delete(scheme.toLowerCase());
  }
  const timeFor = (header: string): string | undefined =>
    headers.find((other) => other !== header && isTime(other));
  const ofSchemes = schemes
    .filter(({ node }) => !("x-countersign-credential" in node || "x-countersign-hmac" in node))
    .map(({ scheme, header, node }) => ({
      scheme,
      header,
      isLikely: looksComputed(scheme, node),
      timestampHeader: timeFor(header),
    }));
  const ofParameters = [...parameters.values()].map((header) => ({
    scheme: header,
    header,
    isLikely: COMPUTED.test(header),
    timestampHeader: timeFor(header),
  }));
  const isDeclared = "x-countersign-webhooks" in document;
  return {
    requests: [...ofSchemes, ...ofParameters],
    webhookEvents: isDeclared ? 0 : operationsOf(document, "webhooks").length,
  };
}

/** An API key that is sent in a header. */
export interface KeyScheme {
  readonly scheme: string;
  readonly header: string;
  readonly node: Record<string | number, unknown>;
}

/** Returns the API keys that are sent in a header. */
export function keySchemes(document: object): KeyScheme[] {
  const components: unknown = Reflect.get(document, "components");
  const schemes = isObject(components) ? components.securitySchemes : undefined;
  return Object.entries(isObject(schemes) ? schemes : {}).flatMap(([scheme, node]) => {
    if (!isObject(node) || node.type !== "apiKey" || node.in !== "header") return [];
    return typeof node.name === "string" ? [{ scheme, header: node.name, node }] : [];
  });
}

function looksComputed(scheme: string, node: Record<string | number, unknown>): boolean {
  return (
    [scheme, String(node.name)].some((name) => COMPUTED.test(name)) ||
    /\bhmac\b|\bsignature\b/i.test(String(node.description ?? ""))
  );
}

const COMPUTED = /signature|hmac|digest|(^|[^a-z])sig(n|ned)?([^a-z]|$)/i;

function isTime(header: string): boolean {
  return /time-?stamp|(^|[-_])(ts|time)$/i.test(header);
}
