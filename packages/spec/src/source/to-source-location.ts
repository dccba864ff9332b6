import { getLineColLocation, type Source } from "@redocly/openapi-core";
import { displayPath } from "../problem/display-path.ts";
import type { SourceLocation } from "../problem/spec-error.ts";
import type { NodeLocation } from "./node-locations.ts";

/** Returns the file, line and column of a node. */
export function toSourceLocation(location: NodeLocation<Source>, pointer?: string): SourceLocation {
  const { start } = getLineColLocation({ source: location.source, pointer: location.pointer });
  return {
    file: displayPath(location.source.absoluteRef),
    line: start.line,
    column: start.col,
    ...(pointer !== undefined && { pointer }),
  };
}
