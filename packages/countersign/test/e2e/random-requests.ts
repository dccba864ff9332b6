import type { Provider } from "../../src/provider-table/provider.ts";

/** Input of a call. */
export interface RandomInput {
  readonly params: {
    readonly path: { readonly a: string; readonly b: string };
    readonly query?: Readonly<Record<string, unknown>>;
  };
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A call of one operation of {@link odd}. */
export interface RandomRequest {
  readonly operationId: string;
  readonly input: RandomInput;
}

const MEDIA_TYPES = {
  json: undefined,
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
  binary: "application/octet-stream",
  text: "text/plain",
} as const;

type BodyKind = keyof typeof MEDIA_TYPES;

const KINDS: readonly BodyKind[] = ["json", "form", "multipart", "binary", "text"];

const withoutBody = ["GET", "HEAD", "OPTIONS", "DELETE", "POST"].map(
  (method) =>
    [
      `${method.toLowerCase()}Nothing`,
      { method, path: "/nothing/{a}/in/{b}", security: [["signature"]] },
    ] as const,
);

const withBody = ["POST", "PUT", "PATCH", "DELETE"].flatMap((method) =>
  KINDS.map((kind) => {
    const requestMediaType = MEDIA_TYPES[kind];
    const operation = { method, path: `/${kind}/{a}/in/{b}`, security: [["signature"]] };
    return [
      `${method.toLowerCase()}-${kind}`,
      { ...operation, ...(requestMediaType && { requestMediaType }) },
    ] as const;
  }),
);

const operations = Object.fromEntries([...withoutBody, ...withBody]);

interface OddOperation {
  input: {
    params: { path: { a: string; b: string }; query?: Readonly<Record<string, unknown>> };
    body?: unknown;
  };
  response: undefined;
  errors: object;
}

interface OddTypes {
  readonly credentials: { secret: string; account: string };
  readonly operations: Record<string, OddOperation>;
  readonly paths: object;
}

/** A made-up provider whose signature covers everything that a signature can, for every method and kind of body. */
export const odd: Provider & { readonly "~types"?: OddTypes } = {
  name: "odd",
  title: "Odd API",
  version: "1",
  servers: { production: "https://api.odd.test" },
  defaultHeaders: {},
  securitySchemes: {
    signature: {
      type: "hmac",
      header: "X-Signature",
      hmac: {
        credential: "secret",
        algorithm: "SHA-256",
        keyEncoding: "utf8",
        message: [
          "{timestamp}",
          "{nonce}",
          "{method} {path}{query}",
          "{host}",
          "{header:Content-Type}",
          "{header:X-Tenant}",
          "{credential:account}",
          "{bodyHash}",
          "{body}",
        ],
        separator: "\n",
        bodyHash: { algorithm: "SHA-512", encoding: "base64", whenEmpty: "omit" },
        encoding: "base64",
        value: "v1={signature}",
        timestamp: { header: "X-Timestamp", unit: "ms" },
        nonce: { header: "X-Nonce" },
      },
    },
  },
  requiredCredentials: ["secret", "account"],
  operations,
};

const operationIds = Object.keys(operations);

/** Returns a generator of numbers from 0 to 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a generator of requests, which depend only on the seed. */
export function randomRequests(seed: number): () => RandomRequest {
  const random = randomNumbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const oneOf = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new Error("No values to choose from.");
    return value;
  };
  const many = <T>(most: number, make: () => T): T[] =>
    Array.from({ length: below(most + 1) }, make);

  const text = (most: number): string => many(most, () => oneOf(PIECES)).join("");
  const segment = (): string => {
    const made = text(6);
    return ["", ".", ".."].includes(made) ? "x" : made;
  };
  const bytes = (): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length: below(oneOf([2, 64, 2048])) }, () => below(256));
  const scalar = (): unknown =>
    oneOf([() => text(5), () => below(1e9), () => random(), () => true])();
  const json = (depth: number): unknown =>
    depth === 0
      ? oneOf([scalar(), null, "\ud800", ""])
      : oneOf([
          () => many(3, () => json(depth - 1)),
          () => Object.fromEntries(many(3, () => [text(3), json(depth - 1)])),
        ])();
  const query = (): Record<string, unknown> =>
    Object.fromEntries(
      many(4, () => [
        text(3),
        oneOf([
          scalar,
          () => many(3, () => text(3)),
          () => ({ [text(2)]: text(3), [text(2)]: { [text(2)]: below(9) } }),
        ])(),
      ]),
    );
  const fields = (value: () => unknown): object =>
    Object.fromEntries(many(4, () => [text(3) || "f", value()]));
  const bodies: Record<BodyKind, () => unknown> = {
    json: () => json(below(4)),
    form: () => fields(() => oneOf([scalar, () => many(3, scalar)])()),
    multipart: () =>
      fields(() =>
        oneOf([scalar, () => new File([bytes()], text(3)), () => new Blob([bytes()])])(),
      ),
    binary: () => oneOf([bytes, () => new Blob([bytes()]), () => bytes().buffer])(),
    text: () => text(20),
  };

  return () => {
    const operationId = oneOf(operationIds);
    const kind = KINDS.find((each) => operationId.endsWith(`-${each}`));
    return {
      operationId,
      input: {
        params: { path: { a: segment(), b: segment() }, ...(random() < 0.7 && { query: query() }) },
        headers: random() < 0.5 ? {} : { "X-Tenant": oneOf(["north", "s\xfcd \xff", "a  b", ""]) },
        ...(kind && { body: bodies[kind]() }),
      },
    };
  };
}

/** Characters with a meaning in a URL, a form, JSON or HTTP, and some that are not ASCII. */
const PIECES: readonly string[] = [
  ..."aZ09-._~!$&'()*+,;=:@/?#[]%{}|\\^`\"<> ",
  "%2F",
  "%",
  "%00",
  "..",
  "\u0000",
  "\t",
  "\r\n",
  "\n",
  "\u007f",
  "é",
  "e\u0301",
  "ß",
  "ﬁ",
  "Ω",
  "\u2028",
  "\ufeff",
  "漢字",
  "עברית",
  "🦊",
  "👨‍👩‍👧",
  "{signature}",
  "{body}",
  "$&",
];
