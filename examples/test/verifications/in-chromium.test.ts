import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sandbox, startSandbox } from "@countersign/sandbox";
import { hasChromium, launchChromium } from "@countersign/testing/chromium";
import { createInklinkClient } from "countersign/inklink";
import { createP100Client } from "countersign/p100";
import { createPaywintClient } from "countersign/paywint";
import { createPersonaClient } from "countersign/persona";
import { createQashClient } from "countersign/qash";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

/** A verification that was started: the link for the person, and a way to read its state. */
interface Started {
  readonly link: string;
  readonly read: () => Promise<unknown>;
  /** Query with which the person comes back; undefined if the provider sends nobody back to the application. */
  readonly query: string | undefined;
}

type Start = (sandbox: Sandbox, returnUrl: string) => Promise<Started>;

const email = "jane.roe@example.com";

const start: Readonly<Record<string, Start>> = {
  async persona(sandbox, returnUrl) {
    const persona = createPersonaClient(sandbox.connection("persona"));
    const attributes = { "inquiry-template-id": "itmpl_ABC123", "redirect-uri": returnUrl };
    const { data, meta } = await persona.createInquiry({
      body: { data: { attributes }, meta: { "auto-create-one-time-link": true } },
    });
    const params = { path: { "inquiry-id": data.id } };
    return {
      link: String(meta?.["one-time-link"]),
      read: async () => (await persona.getInquiry({ params })).data.attributes.status,
      query: `?inquiry-id=${data.id}&status=approved`,
    };
  },
  async inklink(sandbox, returnUrl) {
    const inklink = createInklinkClient(sandbox.connection("inklink"));
    const body = { subject_id: "user_1", return_url: returnUrl, level: 1 } as const;
    const { id = "" } = await inklink.createKycInquiry({ body });
    const params = { path: { id } };
    // Inklink's responses have no link: the application builds it from the ID.
    return {
      link: String(sandbox.verifications[0]?.url),
      read: async () => (await inklink.getKycInquiryResult({ params })).status,
      query: `?status=approved&inquiry_id=${id}`,
    };
  },
  async paywint(sandbox) {
    const paywint = createPaywintClient(sandbox.connection("paywint"));
    const { data } = await paywint.createUser({ body: { name: "Jane Roe", email } });
    const params = { path: { user_id: data?.user_id ?? "" } };
    const { data: page } = await paywint.getKycInquiryLink({ params });
    return {
      link: String(page?.inquiry_url),
      read: async () => (await paywint.getUserKyc({ params })).data?.kyc_status,
      query: undefined,
    };
  },
  async qash(sandbox) {
    const qash = createQashClient(sandbox.connection("qash"));
    const body = { userType: "personal", email, countryCode: "CO" } as const;
    const { data } = await qash.createPartnerUser({ body });
    const userId = data.user?.id ?? "";
    const person = { userId, firstName: "Jane", lastName: "Roe", email };
    const { verificationUrl } = await qash.startPartnerKyc({ body: person });
    return {
      link: verificationUrl,
      read: async () =>
        (await qash.getPartnerUser({ params: { path: { userId } } })).data.user?.status,
      query: undefined,
    };
  },
  async p100(sandbox) {
    const p100 = createP100Client(sandbox.connection("p100"));
    const externalUserId = "user-1";
    await p100.createUser({ body: { externalUserId, citizenship: "PL", hasAcceptedP100Tc: true } });
    const { verificationId } = await p100.createKycVerification({
      body: {
        ...{ externalUserId, documentType: "PASSPORT", country: "PL" },
        ...{ incomeSource: "MAINTAINED_BY_FAMILY", additionalInfo: "A student" },
        openAccountReason: "DAILY_USE",
      },
    });
    const path = { externalUserId, verificationId: String(verificationId) };
    return {
      link: p100.redirectToKycVerification.url({ params: { path } }),
      // The shape of the KYC status is not documented. What only an approved capture allows is.
      read: async () => {
        const document = { documentType: "PASSPORT", documentNumber: "6I12UQ171A" } as const;
        return (await p100.addUserVerification({ body: { externalUserId, ...document } })).message;
      },
      query: undefined,
    };
  },
};

describe.runIf(hasChromium("the page of each provider's verification"))("in Chromium", () => {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each([
    ["persona", "approved"],
    ["inklink", "approved"],
    ["paywint", "approved"],
    ["qash", "active"],
    ["p100", "Verification documents to user added successfully"],
  ])(
    "a person is approved on the page of %s, and the application reads it",
    async (provider, state) => {
      await using sandbox = await startSandbox();
      const app = createServer((_, response) => response.end("Welcome back"));
      await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void app.close());
      const { port } = app.address() as AddressInfo;
      const returnUrl = `http://127.0.0.1:${port}/verified`;
      const started = await start[provider]?.(sandbox, returnUrl);
      if (started === undefined) throw new Error(`${provider} is not started.`);

      const page = await browser.newPage();
      await page.goto(started.link);
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      if (started.query === undefined) {
        await page.locator(".state", { hasText: "approved" }).waitFor();
      } else {
        await page.waitForURL(`${returnUrl}**`);
        expect(page.url()).toBe(`${returnUrl}${started.query}`);
      }
      await page.close();
      expect(await started.read()).toBe(state);
    },
  );
});
