import { startSandbox } from "@countersign/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { createPersonaClient } from "../../src/providers/persona.ts";

// Persona creates an account with an inquiry by default, or uses the one that has the reference ID.

async function start() {
  const sandbox = await startSandbox({ provider: "persona" });
  onTestFinished(() => sandbox.close());
  const persona = createPersonaClient(sandbox.connection("persona"));
  const attributes = { "inquiry-template-id": "itmpl_ABC123" };
  const accountOf = async (meta?: Record<string, unknown>) => {
    const { data } = await persona.createInquiry({
      body: { data: { attributes }, ...(meta && { meta }) },
    });
    const { account } = data.relationships;
    return { inquiry: data.id, account: account?.data === null ? null : account?.data?.id };
  };
  const readAccount = (id: string | null | undefined) =>
    persona.getAccount({ params: { path: { "account-id": String(id) } } });
  return { persona, accountOf, readAccount };
}

test("the account of an inquiry can be read", async () => {
  const { persona, accountOf, readAccount } = await start();
  const { inquiry, account } = await accountOf();
  const { data } = await readAccount(account);
  expect(data.id).toBe(account);
  expect(data.attributes?.["reference-id"] ?? null).toBeNull();
  const { data: read } = await persona.getInquiry({ params: { path: { "inquiry-id": inquiry } } });
  expect(read.relationships.account?.data).toMatchObject({ id: account });
});

test("inquiries with one reference ID have one account", async () => {
  const { accountOf, readAccount, persona } = await start();
  const meta = { "auto-create-account-reference-id": "user-1" };
  const first = await accountOf(meta);
  const second = await accountOf(meta);
  const other = await accountOf({ "auto-create-account-reference-id": "user-2" });
  expect(second.account).toBe(first.account);
  expect(other.account).not.toBe(first.account);
  expect((await readAccount(first.account)).data.attributes?.["reference-id"]).toBe("user-1");
  expect((await persona.listAccounts()).data).toHaveLength(2);
});

test("no account is created if the request does not want one", async () => {
  const { accountOf, persona } = await start();
  expect((await accountOf({ "auto-create-account": false })).account).toBeNull();
  expect((await persona.listAccounts()).data).toEqual([]);
});
