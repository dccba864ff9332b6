import { describe, expect, it } from "vitest";
import { toBaseUrl } from "../../src/transport/base-url.ts";
import { acme } from "../helpers/acme.ts";

const single = { ...acme, servers: { production: "https://api.acme.test/v1" } };

describe("toBaseUrl", () => {
  it("returns the server of the environment", () => {
    expect(toBaseUrl(acme, { environment: "sandbox" })).toBe("https://sandbox.acme.test");
  });

  it("needs no choice where there is one server", () => {
    expect(toBaseUrl(single, {})).toBe("https://api.acme.test/v1");
  });

  it.each([
    "https://proxy.test/acme",
    "http://localhost:8080",
    "http://api.localhost",
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
    "http://[::ffff:10.0.0.1]",
    "ftp://127.0.0.1",
    "file:///etc/passwd",
  ])("refuses %s, which is neither https nor loopback", (baseUrl) => {
    expect(() => toBaseUrl(acme, { baseUrl })).toThrow(
      /^Acme API: the base URL .* is not https; plain http is for loopback addresses only\.$/,
    );
  });

  it.each([
    ["an address that is not absolute", { baseUrl: "/api" }, "`baseUrl` is not an absolute URL"],
    ["a user name", { baseUrl: "https://me:pw@api.test" }, "holds a user name or password"],
    ["a query", { baseUrl: "https://api.test/?a=1" }, "holds a query or fragment"],
    ["no choice", {}, "give the option `environment` (production, sandbox) or `baseUrl`"],
    [
      "an unknown environment",
      { environment: "staging" },
      'no environment "staging"; known are production, sandbox',
    ],
    ["an inherited name", { environment: "toString" }, 'no environment "toString"'],
    ["both", { environment: "sandbox", baseUrl: "https://a.test" }, "not both"],
  ])("refuses %s", (_, choice, message) => {
    expect(() => toBaseUrl(acme, choice)).toThrow(message);
  });

  it("does not repeat a password in its message", () => {
    expect(() => toBaseUrl(acme, { baseUrl: "http://me:hunter2@api.test" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });
});
