/** The values that the sandbox accepts, by credential name. */
export type Credentials = ReadonlyMap<string, string>;
