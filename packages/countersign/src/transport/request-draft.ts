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

/** Returns the bytes of a draft's body, and sets the media type that only the platform knows: a form's. */
export async function bodyBytes(draft: RequestDraft): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = draft;
  if (body === undefined) return new Uint8Array();
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof ReadableStream) {
    throw new TypeError("a stream cannot be signed: its bytes are not known before they are sent");
  }
  const carrier = new Response(body);
  const type = carrier.headers.get("content-type");
  if (type !== null && (body instanceof FormData || !draft.headers.has("content-type"))) {
    draft.headers.set("content-type", type);
  }
  return new Uint8Array(await carrier.arrayBuffer());
}
