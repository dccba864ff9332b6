import { styleText } from "node:util";
import type { SandboxExchange } from "../exchange/sandbox-exchange.ts";
import { splitTarget } from "../exchange/split-target.ts";

type Logged = Pick<SandboxExchange, "method" | "target" | "status" | "reason">;

/**
 * Returns the log line of an exchange: method, path, status, and why it was refused. The query is
 * omitted, because it may contain personal data.
 *
 * @param stream - Where the line is written; only a terminal gets colour.
 */
export function describeExchange(exchange: Logged, stream: NodeJS.WriteStream): string {
  const { method, target, status, reason } = exchange;
  const what = printable(`${method} ${splitTarget(target).path}`);
  const outcome = colour(status, stream);
  return reason === undefined ? `${what} ${outcome}` : `${what} ${outcome} ${printable(reason)}`;
}

function colour(status: number, stream: NodeJS.WriteStream): string {
  // Needed for Node before 20.18, which does not support `validateStream`.
  if (!stream.isTTY) return String(status);
  const format = status < 400 ? "green" : "red";
  return styleText(format, String(status), { validateStream: true, stream });
}

/** Replaces control characters, so that a client cannot control the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}
