/** What the program of the consumer's folder reports. */
export interface Report {
  /** What the runtime says that it is. */
  readonly runtime: string;
  readonly calls: {
    readonly link: string;
    readonly created: unknown;
    readonly refusal: unknown;
  };
  readonly plainCall: { readonly status: number; readonly data: unknown };
  readonly webhook: {
    readonly event: string;
    readonly id: string;
    readonly inquiry: string;
    readonly altered: string;
  };
  readonly vectors: readonly VectorReport[];
}

/** What became of a published vector: a request that was signed and sent, or a delivery. */
export type VectorReport =
  | {
      readonly title: string;
      readonly headers: Readonly<Record<string, string | null>>;
      readonly url: string;
      /** In hexadecimal. */
      readonly body: string;
    }
  | {
      readonly title: string;
      readonly headers: Readonly<Record<string, string | null>>;
      readonly verified: string;
      readonly altered: string;
    };
