import { getLineColLocation, type Source } from "@redocly/openapi-core";
import { displayPath } from "../load/display-path.ts";
import type { Place } from "../load/places.ts";
import type { SpecPlace } from "../spec-error.ts";

/** Returns file, line and column of a place. */
export function toSpecPlace(place: Place<Source>, pointer?: string): SpecPlace {
  const { start } = getLineColLocation({ source: place.source, pointer: place.pointer });
  return {
    file: displayPath(place.source.absoluteRef),
    line: start.line,
    column: start.col,
    ...(pointer !== undefined && { pointer }),
  };
}
