import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";

async function start(provider: string, headers: Record<string, string>) {
  const sandbox = await startSandbox({ provider, stateless: true });
  onTestFinished(() => sandbox.close());
  return async (target: string, body?: unknown) => {
    const init =
      body === undefined
        ? { headers }
        : {
            method: "POST",
            headers: { ...headers, "content-type": "application/json" },
            body: JSON.stringify(body),
          };
    const response = await fetch(`${sandbox.url}${target}`, init);
    return { status: response.status, reason: response.headers.get("x-sandbox-reason") };
  };
}

const persona = { authorization: "Bearer sandbox-persona-api-key" };
const inklink = { "api-key": "sandbox-inklink-api-key" };

test("Persona creates an inquiry from one of three templates", async () => {
  const send = await start("persona", persona);
  const create = (attributes: object) => send("/inquiries", { data: { attributes } });
  for (const name of ["inquiry-template-id", "inquiry-template-version-id", "template-id"]) {
    expect((await create({ [name]: "any_1" })).status).toBe(201);
    expect((await create({ [name]: null })).status).toBe(400);
  }
  const { status, reason } = await create({ note: "none" });
  expect(status).toBe(400);
  expect(reason).toContain(
    "body /data/attributes must have one of `inquiry-template-id`, `inquiry-template-version-id` and `template-id`",
  );
});

test("Persona refuses to describe an account that is not to be created", async () => {
  const send = await start("persona", persona);
  const create = (meta: object) =>
    send("/inquiries", { data: { attributes: { "inquiry-template-id": "itmpl_1" } }, meta });
  expect((await create({ "auto-create-account": false })).status).toBe(201);
  expect((await create({ "auto-create-account-type-id": "acttp_1" })).status).toBe(201);
  const both = { "auto-create-account": false, "auto-create-account-type-id": "acttp_1" };
  expect((await create(both)).reason).toContain("body /meta must not describe the account");
});

test("Persona does not combine the filter by note with another", async () => {
  const send = await start("persona", persona);
  expect((await send("/inquiries?filter[note]=a")).status).toBe(200);
  expect((await send("/inquiries?filter[status]=created&filter[account-id]=act_1")).status).toBe(
    200,
  );
  const { status, reason } = await send("/inquiries?filter[note]=a&filter[status]=created");
  expect(status).toBe(400);
  expect(reason).toContain("query filter must not combine `note` with another filter");
});

test("Inklink takes a level or features, but not both", async () => {
  const send = await start("inklink", inklink);
  const create = (rest: object) =>
    send("/kyc/inquiry", { subject_id: "user_1", return_url: "https://example.com/done", ...rest });
  expect((await create({ level: 1 })).status).toBe(200);
  expect((await create({ features: {} })).status).toBe(200);
  const { status, reason } = await create({ level: 1, features: {} });
  expect(status).toBe(400);
  expect(reason).toContain("body must not have both `level` and `features`");
});

test("Inklink needs a return URL for a Web inquiry without a template", async () => {
  const send = await start("inklink", inklink);
  const create = (rest: object) => send("/web/inquiry", { subject_id: "user_1", ...rest });
  expect((await create({ template_key: "linkedin_profile" })).status).toBe(200);
  expect((await create({ return_url: "https://example.com/done" })).status).toBe(200);
  expect((await create({})).reason).toContain("must have `return_url` if it has no `template_key`");
});
