import { templateText } from "../emit/template-text.ts";
import { Expression } from "../emit/text.ts";
import { signaturesOf } from "./numbered-signatures.ts";
import type { SampleCall } from "./sample-call.ts";
import { credentialExpression } from "./typescript-credentials.ts";
import { signingCode } from "./typescript-signature.ts";

/** A function that sends a request, and the client option that uses it. */
export interface PackageSender {
  readonly option: { readonly fetch: Expression };
  readonly cryptoNames: readonly string[];
  readonly lines: readonly string[];
}

/** Returns a sender if headers alone do not authenticate the request: it is signed, or has a key in its query. */
export function packageSender(call: SampleCall): PackageSender | undefined {
  const keys = call.schemes.flatMap((scheme) => (scheme.kind === "query" ? [scheme] : []));
  const isSigned = signaturesOf(call).length > 0;
  if (keys.length === 0 && !isSigned) return undefined;
  const { lines, cryptoNames } = isSigned ? signingCode(call) : { lines: [], cryptoNames: [] };
  const name = isSigned ? "sign" : "authenticate";
  const parameter = keys.length > 0 ? "original" : "request";
  const pairs = keys.map(({ parameter: key, credential }) => {
    const value = `\${encodeURIComponent(${credentialExpression(call, credential)})}`;
    return `\`${templateText(`${key}=`)}${value}\``;
  });
  return {
    option: { fetch: new Expression(name) },
    cryptoNames,
    lines: [
      isSigned
        ? "// Signs the final request: nothing may change it afterwards."
        : "// Adds the key to the query.",
      `async function ${name}(${parameter}: Request): Promise<Response> {`,
      ...(pairs.length === 0
        ? []
        : [
            `  const key = ${pairs.length === 1 ? pairs[0] : `[${pairs.join(", ")}].join("&")`};`,
            '  const mark = original.url.includes("?") ? "&" : "?";',
            "  const request = new Request(original.url + mark + key, original);",
          ]),
      ...lines.map((line) => `  ${line}`),
      "  return fetch(request);",
      "}",
    ],
  };
}
