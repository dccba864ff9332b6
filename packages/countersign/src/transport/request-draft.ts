/**
 * A request before it is signed, in the place of the platform's `Request`: openapi-fetch makes one per
 * call, and a real one would copy headers and wrap the body in a stream only to be read again.
 */
export class RequestDraft {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: BodyInit | undefined;
  readonly signal: AbortSignal | undefined;

  constructor(url: string, init: RequestInit) {
    // As the platform writes it on the request line, which is what gets signed.
    this.url = new URL(url).href;
    this.method = init.method ?? "GET";
    // openapi-fetch makes them for this request alone.
    this.headers = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
    this.body = init.body ?? undefined;
    this.signal = init.signal ?? undefined;
  }
}

/** A body that is sent as it is, and whose bytes are there for the signature. */
export interface Payload {
  /** What goes to fetch; undefined without a body. */
  readonly body: BodyInit | undefined;
  /** Exactly the bytes that fetch makes of it. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A text: fetch sends its UTF-8 bytes, and does so quicker than bytes that it is given. */
class TextPayload implements Payload {
  readonly body: string | undefined;
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  constructor(text: string) {
    this.body = text === "" ? undefined : text;
  }

  /** Encoded at the first use: most signatures need them, plain API keys do not. */
  get bytes(): Uint8Array<ArrayBuffer> {
    this.#bytes ??= new TextEncoder().encode(this.body ?? "");
    return this.#bytes;
  }
}

/**
 * Returns the payload of a draft, and sets the media type that only the platform knows: a form's. A body
 * that is no text is read once, and those bytes are what is signed and sent.
 */
export async function toPayload({ body, headers }: RequestDraft): Promise<Payload> {
  if (body === undefined || typeof body === "string") return new TextPayload(body ?? "");
  if (body instanceof ReadableStream) {
    throw new TypeError("a stream cannot be signed: its bytes are not known before they are sent");
  }
  const carrier = new Response(body);
  const type = carrier.headers.get("content-type");
  if (type !== null && (body instanceof FormData || !headers.has("content-type"))) {
    headers.set("content-type", type);
  }
  const bytes = new Uint8Array(await carrier.arrayBuffer());
  return { body: bytes.length > 0 ? bytes : undefined, bytes };
}
