import { templateText } from "../emit/template-text.ts";
import { Expression } from "../emit/text.ts";
import { signaturesOf } from "./numbered-signatures.ts";
import type { SampleCall } from "./sample-call.ts";
import { credentialExpression } from "./typescript-credentials.ts";
import { type SigningCode, signingCode } from "./typescript-signature.ts";

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
  const code = isSigned ? signingCode(call) : NO_CODE;
  const name = isSigned ? "sign" : "authenticate";
  const keyPairs = keys.map(({ parameter: key, credential }) => {
    const value = `\${encodeURIComponent(${credentialExpression(call, credential)})}`;
    return `\`${templateText(`${key}=`)}${value}\``;
  });
  const pairs = [...keyPairs, ...code.pairs];
  const parameter = pairs.length > 0 ? "original" : "request";
  const added = code.signatures.join("&");
  const variable = code.pairs.length > 0 ? "pairs" : "key";
  const joint = pairs.length > 0 ? "&" : `\${request.url.includes("?") ? "&" : "?"}`;
  return {
    option: { fetch: new Expression(name) },
    cryptoNames: code.cryptoNames,
    lines: [
      isSigned
        ? "// Signs the final request: nothing may change it afterwards."
        : "// Adds the key to the query.",
      `async function ${name}(${parameter}: Request): Promise<Response> {`,
      ...code.first.map((line) => `  ${line}`),
      ...(pairs.length === 0
        ? []
        : [
            `  const ${variable} = ${pairs.length === 1 ? pairs[0] : `[${pairs.join(", ")}].join("&")`};`,
            '  const mark = original.url.includes("?") ? "&" : "?";',
            `  const request = new Request(original.url + mark + ${variable}, original);`,
          ]),
      ...code.lines.map((line) => `  ${line}`),
      added === ""
        ? "  return fetch(request);"
        : `  return fetch(new Request(\`\${request.url}${joint}${added}\`, request));`,
      "}",
    ],
  };
}

const NO_CODE: SigningCode = { first: [], pairs: [], lines: [], signatures: [], cryptoNames: [] };
