import { styleText } from "node:util";
import type { SandboxExchange } from "@countersign/sandbox";
import type { Provider } from "countersign";
import type { Call, Story } from "./play.ts";

/** Returns a story as lines for a terminal; secrets and signatures are shortened. */
export function tell(
  story: Story,
  provider: Provider,
  { color }: { readonly color: boolean },
): string {
  const { calls, page, outcome, deliveries, state, problem } = story;
  const paint = (format: "green" | "red" | "bold" | "dim", text: string): string =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const line = (title: string, text: string) => `  ${title.padEnd(10)}${text}`;
  const started = calls.slice(0, problem === undefined ? -1 : undefined);
  const read = problem === undefined ? calls.at(-1) : undefined;
  const lines = [
    paint("bold", provider.title),
    ...started.flatMap((call) => [
      line("call", `${requestOf(call)}  ${paint("green", String(call.exchange?.status))}`),
      ...authentication(provider, call.exchange).map((each) => line("", paint("dim", each))),
    ]),
    ...(page === undefined ? [] : [line("page", page)]),
    ...(problem === undefined
      ? [line("outcome", outcome)]
      : [line("problem", paint("red", problem))]),
    ...deliveries.map(({ event, isVerified }) =>
      line(
        "webhook",
        `${event}  ${isVerified ? paint("green", "verified") : "cannot be verified, so it is confirmed by a read"}`,
      ),
    ),
    ...(read === undefined
      ? []
      : [line("read", `${requestOf(read)}  ${paint("green", String(state))}`)]),
  ];
  return lines.join("\n");
}

function requestOf({ exchange, operationId }: Call): string {
  if (exchange === undefined) return operationId;
  return `${operationId}  ${exchange.method} ${exchange.target}`;
}

/** Returns the headers that authenticate a request: of those that the provider knows, the ones that were sent. */
function authentication(provider: Provider, exchange: SandboxExchange | undefined): string[] {
  const names = Object.values(provider.securitySchemes).map((scheme) =>
    "header" in scheme && scheme.header !== undefined ? scheme.header : "Authorization",
  );
  return [...new Set(names)].flatMap((name) => {
    const value = exchange?.headers[name.toLowerCase()];
    return value === undefined ? [] : [`${name}: ${shorten(String(value))}`];
  });
}

/** Shortens a secret: enough to recognise it, not enough to use it. */
function shorten(value: string): string {
  const [scheme, secret] = value.startsWith("Bearer ") ? ["Bearer ", value.slice(7)] : ["", value];
  return `${scheme}${secret.slice(0, 4)}…${secret.slice(-4)}`;
}
