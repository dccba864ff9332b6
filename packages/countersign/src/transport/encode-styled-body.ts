import { type EncodeBody, encodeBody } from "./encode-body.ts";
import { serializeQuery } from "./serialize-query.ts";
import { isRecord } from "./value-kind.ts";
import { pairs } from "./write-styled-request.ts";

/**
 * Encodes a body as `encodeBody` does, and properties of a form that have a style as query parameters of that style.
 * These come last.
 *
 * @throws CountersignError `request_invalid` for a value nested deeper than the style allows, and as `encodeBody` does.
 */
export const encodeStyledBody: EncodeBody = async (body, mediaType, encodings = []) => {
  const styled = encodings.flatMap((each) => ("style" in each ? [each] : []));
  if (styled.length === 0 || !isRecord(body)) {
    return encodeBody(body, mediaType, encodings);
  }
  const rest: Record<string, unknown> = { ...body };
  const written = styled.flatMap((encoding) => {
    const { name, style } = encoding;
    const { [name]: value } = rest;
    delete rest[name];
    if (value === undefined || value === null) return [];
    if (style === "deepObject")
      return serializeQuery({ [name]: value })
        .slice(1)
        .split("&");
    return pairs({ in: "query", ...encoding, style }, value);
  });
  if (mediaType === "multipart/form-data") {
    return encodeBody({ ...rest, ...toFields(written) }, mediaType, encodings);
  }
  const { content } = await encodeBody(rest, mediaType, encodings);
  return { content: [content, ...written].filter((each) => each !== "").join("&"), mediaType };
};

/** Returns pairs as fields of a multipart form, which are not percent-encoded. */
function toFields(written: readonly string[]): object {
  const fields = new Map<string, string[]>();
  for (const pair of written) {
    const [name = "", value = ""] = pair.split(/=(.*)/s).map(decodeURIComponent);
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return Object.fromEntries(fields);
}
