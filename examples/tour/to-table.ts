import { styleText } from "node:util";
import type { SandboxExchange } from "@countersign/sandbox";
import Table from "cli-table3";
import type { Provider } from "countersign";
import type { CallResult } from "./call-all.ts";

/** A call, and the exchange that the sandbox recorded. */
export interface Row {
  readonly provider: Provider;
  readonly result: CallResult;
  /** Undefined if nothing was sent. */
  readonly exchange: SandboxExchange | undefined;
}

/** The maximum width of the table, and whether it uses colour. */
export interface TableStyle {
  readonly columns: number;
  readonly color: boolean;
}

/** Returns the calls as a table for a terminal; secrets and signatures are shortened. */
export function toTable(rows: readonly Row[], { columns, color }: TableStyle): string {
  const paint = (format: "green" | "red" | "bold", text: string): string =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const widths = columnWidths(columns);
  const table = new Table({
    head: ["provider", "operation", "request", "authentication", "status", "result"].map((title) =>
      paint("bold", title),
    ),
    style: { head: [], border: [] },
    colWidths: widths,
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  for (const { provider, result, exchange } of rows) {
    const status = exchange === undefined ? "none" : String(exchange.status);
    table.push([
      result.provider,
      result.operationId,
      exchange === undefined ? "not sent" : `${exchange.method} ${exchange.target}`,
      authentication(provider, exchange).join("\n"),
      paint(result.ok ? "green" : "red", status),
      result.response,
    ]);
  }
  return table.toString();
}

function authentication(provider: Provider, exchange: SandboxExchange | undefined): string[] {
  return Object.values(provider.securitySchemes).flatMap((scheme) => {
    const name = "header" in scheme ? scheme.header : "Authorization";
    const value = exchange?.headers[name.toLowerCase()];
    return value === undefined ? [] : [`${name}: ${shorten(String(value))}`];
  });
}

/** Shortens a secret: enough to recognise it, not enough to use it. */
function shorten(value: string): string {
  const [scheme, secret] = value.startsWith("Bearer ") ? ["Bearer ", value.slice(7)] : ["", value];
  return `${scheme}${secret.slice(0, 4)}…${secret.slice(-4)}`;
}

/** Returns the column widths: the three wide columns share the space that the narrow ones leave. */
function columnWidths(columns: number): number[] {
  const [provider, operation, status, borders] = [10, 21, 8, 7];
  const rest = Math.max(columns - provider - operation - status - borders, 60);
  const wide = Math.floor(rest / 3);
  return [provider, operation, wide, wide, status, rest - 2 * wide];
}
