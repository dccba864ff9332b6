import type { Model, SecuritySchemeModel } from "@countersign/spec/model";
import { baseUrlVariable, credentialVariable } from "../emit/credential-variable.ts";
import { around, templateText } from "../emit/template-text.ts";
import { Expression } from "../emit/text.ts";
import type { SampleCall } from "./sample-call.ts";

/** Returns a TypeScript expression for a credential, which is empty if the variable is not set. */
export function credentialExpression({ model }: SampleCall, credential: string): string {
  return `process.env.${credentialVariable(model, credential)} ?? ""`;
}

/** Returns a TypeScript expression for the base URL, for a document that declares no server. */
export function baseUrlExpression(model: Model): string {
  return `process.env.${baseUrlVariable(model)} ?? ""`;
}

/** Returns the headers that carry credentials unchanged, as a value of `headers`. */
export function credentialHeaders(call: SampleCall): Record<string, Expression> {
  return Object.fromEntries(
    call.schemes.flatMap((scheme): [string, Expression][] => {
      const header = headerOf(scheme, call);
      return header === undefined ? [] : [[header[0], new Expression(header[1])]];
    }),
  );
}

function headerOf(
  scheme: SecuritySchemeModel,
  { model }: SampleCall,
): [string, string] | undefined {
  const variable = (credential: string): string =>
    `process.env.${credentialVariable(model, credential)}`;
  switch (scheme.kind) {
    case "apiKey":
      return [scheme.header, around(scheme, variable(scheme.credential))];
    case "bearer":
      return ["Authorization", `\`Bearer \${${variable(scheme.credential)}}\``];
    case "basic": {
      const pair = `\${${variable(scheme.username)}}:\${${variable(scheme.password)}}`;
      return ["Authorization", `\`Basic \${btoa(\`${pair}\`)}\``];
    }
    case "cookie": {
      const value = `\${encodeURIComponent(${variable(scheme.credential)} ?? "")}`;
      return ["Cookie", `\`${templateText(`${scheme.cookie}=`)}${value}\``];
    }
    default:
      return undefined;
  }
}
