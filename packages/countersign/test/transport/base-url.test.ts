import { describe, expect, it } from "vitest";
import { toBaseUrl, toOperationUrls } from "../../src/transport/base-url.ts";
import { completeServer } from "../../src/transport/complete-server.ts";
import { acme } from "../helpers/acme.ts";

const single = { ...acme, servers: { production: "https://api.acme.test/v1" } };

describe("toBaseUrl", () => {
  it("returns the server of the environment", () => {
    expect(toBaseUrl(acme, { environment: "sandbox" })).toBe("https://sandbox.acme.test");
  });

  it("requires no choice if there is only one server", () => {
    expect(toBaseUrl(single, {})).toBe("https://api.acme.test/v1");
  });

  it.each([
    "https://proxy.test/acme",
    "http://localhost:8080",
    "http://127.0.0.1:3000/acme",
    "http://127.1.2.3",
    "http://[::1]:3000",
  ])("accepts %s", (baseUrl) => {
    expect(toBaseUrl(acme, { baseUrl })).toBe(baseUrl);
  });

  it.each([
    "http://api.acme.test",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "http://127.0.0.1.evil.test",
    "http://localhost.evil.test",
    "http://api.localhost",
    "http://localhost.",
    "http://127.0.0.1.localhost",
    "http://[::ffff:10.0.0.1]",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
  ])("rejects %s, which is neither https nor loopback", (baseUrl) => {
    expect(() => toBaseUrl(acme, { baseUrl })).toThrow(
      "Acme API: the option `baseUrl` must be an https URL (http for loopback addresses)",
    );
  });

  it.each([
    ["a relative URL", { baseUrl: "/api" }, "the option `baseUrl` must be an https URL"],
    ["a user name", { baseUrl: "https://me:pw@api.test" }, "without user name, query or fragment"],
    ["a query", { baseUrl: "https://api.test/?a=1" }, "without user name, query or fragment"],
    ["an empty query", { baseUrl: "https://api.test/?" }, "without user name, query or fragment"],
    [
      "an empty fragment",
      { baseUrl: "https://api.test/#" },
      "without user name, query or fragment",
    ],
    [
      "no choice",
      {},
      "the option `environment` must be one of production, sandbox; or set `baseUrl`",
    ],
    [
      "an unknown environment",
      { environment: "staging" },
      'must be one of production, sandbox, not "staging"; or set `baseUrl`',
    ],
    ["an inherited name", { environment: "toString" }, 'not "toString"'],
    [
      "both options",
      { environment: "sandbox", baseUrl: "https://a.test" },
      "set the option `environment` or `baseUrl`, not both",
    ],
  ])("rejects %s", (_, choice, message) => {
    expect(() => toBaseUrl(acme, choice)).toThrow(message);
  });

  it.each([
    ["http", "http://api.acme.test"],
    ["http below localhost", "http://api.localhost"],
    ["a user name", "https://me:hunter2@api.acme.test"],
    ["a query", "https://api.acme.test?tenant=1"],
    ["no URL", "api.acme.test"],
  ])("rejects a server with %s in a table written by hand", (_, url) => {
    const table = { ...acme, servers: { production: url } };
    const message =
      "Acme API: the server `production` must be an https URL (http for loopback addresses) without user name, query or fragment.";
    expect(() => toBaseUrl(table, {})).toThrow(expect.objectContaining({ message }));
    const operations = {
      ...acme.operations,
      getStatus: { ...acme.operations.getStatus, servers: table.servers },
    };
    const urlOf = toOperationUrls({ ...single, operations }, {});
    expect(urlOf("getUser")).toBe("https://api.acme.test/v1");
    expect(() => urlOf("getStatus")).toThrow(
      "the server `production` for `getStatus` must be an https URL",
    );
  });

  it("rejects a server that a variable turns into plain http", () => {
    const server = {
      url: "{scheme}://api.acme.test",
      variables: { scheme: { values: ["http", "https"] } },
    };
    const table = { ...acme, servers: { production: server } };
    const choose = (scheme: string) => toBaseUrl(table, { scheme } as object, completeServer);
    expect(choose("https")).toBe("https://api.acme.test");
    expect(() => choose("http")).toThrow("the server `production` must be an https URL");
  });

  it("does not quote a password in its message", () => {
    expect(() => toBaseUrl(acme, { baseUrl: "http://me:hunter2@api.test" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });
});
