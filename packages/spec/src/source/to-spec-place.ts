import { getLineColLocation, type Source } from "@redocly/openapi-core";
import { displayPath } from "../problem/display-path.ts";
import type { SpecPlace } from "../problem/spec-error.ts";
import type { Place } from "./places.ts";

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
