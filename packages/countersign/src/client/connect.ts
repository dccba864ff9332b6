import { placeCredential } from "../authentication/place-credential.ts";
import { nextInput } from "../pagination/next-input.ts";
import { paginateBy } from "../pagination/paginate.ts";
import type { Provider } from "../provider-table/provider.ts";
import { correctedClock } from "../signing/corrected-clock.ts";
import { signAnyRequest } from "../signing/sign-any-request.ts";
import { completeServer } from "../transport/complete-server.ts";
import { encodeStyledBody } from "../transport/encode-styled-body.ts";
import { eventStreams } from "../transport/event-streams.ts";
import { checkFixedHeaders } from "../transport/fixed-headers.ts";
import { writeStyledRequest } from "../transport/write-styled-request.ts";
import type { Client, ClientOptions } from "./client.ts";
import { createClient, type Features } from "./create-client.ts";
import { pageUrls } from "./page-urls.ts";

const FEATURES: Features = {
  checkFixedHeaders,
  eventStreams,
  encodeBody: encodeStyledBody,
  completeServer,
  correctedClock,
  pageUrls,
  paginate: /* @__PURE__ */ paginateBy(nextInput),
  placeCredential,
  writeStyledRequest,
  signRequest: signAnyRequest,
};

/**
 * Returns a client for a provider, from any package that `@countersign/codegen` generated.
 *
 * @example
 * ```ts
 * import { persona } from "@countersign/persona";
 * const client = connect(persona, { apiKey: () => vault.read("persona") });
 * ```
 * @throws CountersignError `configuration_invalid` if the server to call is missing, unknown or not https, or an option that is part of its URL is missing or wrong;
 * CredentialError if a credential passed as a string cannot be used, or one that every call needs is missing.
 */
export function connect<P extends Provider>(provider: P, options: ClientOptions<P>): Client<P> {
  return createClient(provider, options, FEATURES);
}
