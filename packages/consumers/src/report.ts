/** The report of the program in the consumer's folder. */
export interface Report {
  /** How the runtime identifies itself. */
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

/** The result of a published vector: a signed request, or a delivery. */
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
      readonly signed: string;
      readonly verified: string;
      readonly altered: string;
    };
