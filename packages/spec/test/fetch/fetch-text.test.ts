import { describe, expect, test } from "vitest";
import { fetchText } from "../../src/fetch/fetch-text.ts";
import { networkOf, start } from "./servers.ts";

const PUBLIC = "specs.acme.test";
const PRIVATE = "intranet.acme.test";
const network = networkOf({ [PUBLIC]: "public", [PRIVATE]: "private" });

/** Starts a site that redirects, and returns its URL. */
async function redirecting(host: string, location: string): Promise<URL> {
  const origin = await start((_, response) => response.writeHead(302, { location }).end());
  return new URL(origin.replace("127.0.0.1", host));
}

describe("refuses a redirect further inside the network", () => {
  test.for([
    ["from a public site to a private network", PUBLIC, "http://10.0.0.1/"],
    ["from a public site to cloud metadata", PUBLIC, "http://169.254.169.254/latest"],
    ["from a public site to a private network in IPv6", PUBLIC, "http://[fd00::1]/"],
    ["from a public site to this machine, as IPv4 in IPv6", PUBLIC, "http://[::ffff:127.0.0.1]/"],
    ["from a public site to this machine in IPv6", PUBLIC, "http://[::1]/"],
    ["from a public site to a private name", PUBLIC, `http://${PRIVATE}/`],
    ["from a private site to this machine", PRIVATE, "http://127.0.0.1:1/"],
  ] as const)("%s", async ([, from, to]) => {
    const url = await redirecting(from, to);
    await expect(fetchText(url, { network })).rejects.toThrow(
      `redirects to ${new URL(to).href}, which is not followed`,
    );
  });

  test("via another public site", async () => {
    const second = await redirecting(PUBLIC, "http://127.0.0.1:1/");
    const first = await redirecting(PUBLIC, second.href);
    await expect(fetchText(first, { network })).rejects.toThrow("which is not followed");
  });
});

describe("follows a redirect", () => {
  test.for([
    ["from a public site to another", PUBLIC, PUBLIC],
    ["from a private site to a public one", PRIVATE, PUBLIC],
    ["from this machine to a private site", "127.0.0.1", PRIVATE],
    ["from this machine to this machine", "127.0.0.1", "127.0.0.1"],
  ] as const)("%s", async ([, from, to]) => {
    const target = await start((_, response) => void response.end("openapi: 3.1.0\n"));
    const url = await redirecting(from, target.replace("127.0.0.1", to));
    expect(await fetchText(url, { network })).toMatchObject({
      kind: "text",
      text: "openapi: 3.1.0\n",
    });
  });
});

test("allows a URL typed by the user to be in a private network", async () => {
  const origin = await start((_, response) => void response.end("here"));
  const url = new URL(origin.replace("127.0.0.1", PRIVATE));
  expect(await fetchText(url, { network })).toMatchObject({ text: "here" });
});

test("refuses plain http for other machines, even if `localhost` resolves to one", async () => {
  const origin = await start((_, response) => void response.end("here"));
  const { resolve } = networkOf({ localhost: "private" });
  const url = new URL(origin.replace("127.0.0.1", "localhost"));
  const options = { network: { resolve, allowsPlainHttp: false } };
  await expect(fetchText(url, options)).rejects.toThrow("must be an https URL");
});
