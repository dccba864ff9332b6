/** Returns the environment variable in which samples expect a credential: `ACME_API_KEY`. */
export function credentialVariable(
  { name }: { readonly name: string },
  credential: string,
): string {
  const words = `${name}-${credential.replace(/[A-Z]/g, "-$&")}`;
  return words.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

/** Returns the environment variable in which samples expect a base URL if the document declares no server. */
export function baseUrlVariable({ name }: { readonly name: string }): string {
  return credentialVariable({ name }, "baseUrl");
}
