import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { Operation } from "../operations/read-operations.ts";
import type { SignatureSource } from "./check-signature.ts";
import { explainSignature, type SignatureExplanation } from "./explain-signature.ts";
import { presentedValues } from "./presented-values.ts";
import { nameOf, sentValue } from "./sent-values.ts";

/** Header in which a client may send what it has signed, in base64, to see where that differs. */
export const MESSAGE_HEADER = "x-sandbox-message";

/**
 * Explains each signature that an operation may need, for a request.
 *
 * @returns an empty list if the operation is not signed.
 */
export function explainRequest(
  { security, path }: Pick<Operation, "security" | "path">,
  request: IncomingRequest,
  { credentials, secretHeaders }: Pick<SignatureSource, "credentials" | "secretHeaders">,
): SignatureExplanation[] {
  const schemes = security.flat().filter((scheme) => scheme.kind === "signature");
  return [...new Set(schemes)].map((scheme) => {
    const presented = presentedValues(scheme, request);
    return explainSignature({
      hmac: scheme.hmac,
      location: nameOf(scheme),
      key: credentials.get(scheme.credential) ?? "",
      source: {
        request,
        template: path,
        credentials,
        secretHeaders,
        ownParameter: scheme.parameter,
        ...(presented && { presented }),
      },
      received: sentValue(request, scheme),
      sentMessage: sentValue(request, { header: MESSAGE_HEADER }),
    });
  });
}
