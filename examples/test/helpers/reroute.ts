// Loaded before a snippet: redirects calls to a provider's real URL to the sandbox.

const routes: Record<string, string> = JSON.parse(process.env.SANDBOX_ROUTES ?? "{}");
const original = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  for (const [server, sandbox] of Object.entries(routes)) {
    if (request.url.startsWith(server)) {
      return original(new Request(sandbox + request.url.slice(server.length), request));
    }
  }
  if (new URL(request.url).hostname === "127.0.0.1") return original(request);
  throw new Error(`a snippet called ${request.url}, which has no sandbox`);
};
