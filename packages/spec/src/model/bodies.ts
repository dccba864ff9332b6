import type { Cursor } from "../openapi/cursor.ts";
import { eventStreamOf } from "../openapi/event-streams.ts";
import { isEventStream } from "../openapi/media-types.ts";
import type { BodyModel } from "./model.ts";

/** Returns the possible bodies of a request body, a response or a delivery, by media type. */
export function toBodies(owner: Cursor): BodyModel[] {
  return owner
    .at("content")
    .entries()
    .map(([mediaType, media]) => ({
      mediaType,
      schemaName: componentName(media.at("schema")),
      eventStream: isEventStream(mediaType) ? eventStreamOf(media) : undefined,
    }));
}

/** A cursor follows references, so its pointer tells where a schema is declared. */
function componentName({ exists, pointer }: Cursor): string | undefined {
  const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(pointer) ?? [];
  return exists ? name : undefined;
}
