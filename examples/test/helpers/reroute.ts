// Loaded before a snippet: calls to a provider's real address go to the sandbox instead.

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
  throw new Error(`a snippet called ${request.url}, which no sandbox stands in for`);
};
