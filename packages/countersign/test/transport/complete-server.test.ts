import { describe, expect, it } from "vitest";
import { connect } from "../../src/index.ts";
import { toBaseUrl, toOperationUrls } from "../../src/transport/base-url.ts";
import { completeServer } from "../../src/transport/complete-server.ts";
import { acme } from "../helpers/acme.ts";

const LABEL = "^[A-Za-z0-9_-]+$";
const NAME = "^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$";

const regional = {
  url: "https://{tenant}.{region}.acme.test:{port}/{version}",
  variables: {
    tenant: { pattern: LABEL },
    region: { values: ["eu", "us"] },
    port: { pattern: "^[0-9]{1,5}$", default: "443" },
    version: { values: ["", "v1"], default: "" },
  },
};
const given = { tenant: "Acme-1", region: "eu" };

describe("completeServer", () => {
  const complete = (options: object) => completeServer(regional, options, "Acme API");

  it("puts the options into the URL, or their defaults, without a slash at the end", () => {
    expect(complete(given)).toBe("https://Acme-1.eu.acme.test:443");
    expect(complete({ ...given, port: "8443", version: "v1" })).toBe(
      "https://Acme-1.eu.acme.test:8443/v1",
    );
  });

  it.each([
    ["missing", undefined],
    ["empty", ""],
    ["unknown", "mars"],
    ["inherited", "toString"],
    ["no string", ["eu"]],
    ["null", null],
    ["in capitals", "EU"],
  ])("rejects an option that is %s, and names its values", (_, region) => {
    expect(() => complete({ ...given, region })).toThrow(
      expect.objectContaining({
        code: "configuration_invalid",
        message:
          "Acme API: the option `region` must be one of eu, us, as part of https://{tenant}.{region}.acme.test:{port}/{version}; or set `baseUrl`.",
      }),
    );
  });

  it("reads own properties only", () => {
    expect(() => complete(Object.create(given))).toThrow("the option `tenant` must be");
  });

  it.each(["e/", "e@f", "e?", "e#", "e\\", "e:1", "e.f", "e\n", " e", "é", "%2e", "$&{region}"])(
    "rejects a value that may be more than a label, %j, without showing it",
    (tenant) => {
      expect(() => complete({ ...given, tenant })).toThrow(
        "Acme API: the option `tenant` must be a string that matches ^[A-Za-z0-9_-]+$, as part of",
      );
    },
  );

  it.each(["127.1", "2130706433", "0x7f.1", "256.1.1.1"])(
    "rejects a host that a URL parser reads as another: %s",
    (host) => {
      const server = { url: "https://{host}/v1", variables: { host: { pattern: NAME } } };
      expect(() => completeServer(server, { host }, "Acme API")).toThrow(
        `Acme API: the server URL https://${host}/v1 is not valid.`,
      );
      expect(completeServer(server, { host: "KYC.acme.test" }, "Acme API")).toBe(
        "https://KYC.acme.test/v1",
      );
    },
  );
});

const provider = {
  ...acme,
  servers: { production: regional, sandbox: "https://sandbox.acme.test" },
};

describe("a server with variables", () => {
  it("is completed with the client's options, and only if it is chosen", () => {
    const production = { environment: "production", ...given };
    expect(toBaseUrl(provider, production, completeServer)).toBe("https://Acme-1.eu.acme.test:443");
    expect(toBaseUrl(provider, { environment: "sandbox" }, completeServer)).toBe(
      "https://sandbox.acme.test",
    );
    expect(toBaseUrl(provider, { baseUrl: "https://a.test" }, completeServer)).toBe(
      "https://a.test",
    );
  });

  it("is an operation's own, and named in what it rejects", () => {
    const listUsers = {
      method: "GET",
      path: "/users",
      security: [],
      servers: {
        sandbox: { url: "https://{zone}.x.test", variables: { zone: { values: ["a"] } } },
      },
    };
    const own = { ...provider, operations: { listUsers } };
    const urls = (options: object) =>
      toOperationUrls(own, { environment: "sandbox", ...options }, completeServer);
    expect(urls({ zone: "a" })("listUsers")).toBe("https://a.x.test");
    expect(() => urls({})("listUsers")).toThrow(
      "Acme API for `listUsers`: the option `zone` must be one of a, as part of https://{zone}.x.test; or set `baseUrl`.",
    );
  });

  it("is checked when the client is created", () => {
    expect(() =>
      connect(provider, { environment: "production", appId: "a", secret: "s" } as never),
    ).toThrow("the option `tenant` must be");
  });
});
