import { styleText } from "node:util";

/** Whether a stream shows colours. A terminal does, unless NO_COLOR or FORCE_COLOR overrides it. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  return styleText("red", "x", { stream }) !== "x";
}
