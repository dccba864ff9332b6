/** Two documents that are compared. */
export interface Documents {
  readonly before: object;
  readonly after: object;
  /** Returns a reference of the old document with the name that its schema has in the new one. */
  readonly renamed: (ref: string) => string;
}
