/** The value that the sandbox accepts for each credential, by the credential's name. */
export type Credentials = ReadonlyMap<string, string>;
