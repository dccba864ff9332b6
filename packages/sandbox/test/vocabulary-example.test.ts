import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseText } from "@countersign/spec/source";
import { expect, test } from "vitest";
import type { OpenApiDocument } from "../src/index.ts";
import { startDocument } from "./fixtures/start-document.ts";
import { startReceiver } from "./fixtures/start-receiver.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/vocabulary.md"), "utf8");

/** The declaration of a private provider in docs/vocabulary.md. */
const [, declaration = ""] = /## `x-countersign-resources`.*?```yaml\n(.*?)```/s.exec(page) ?? [];

const [, filter = ""] = /## `x-countersign-filter`\n\n```yaml\n(.*?)```/s.exec(page) ?? [];

/** Everything else of that provider: what it would publish. */
const PUBLISHED = `openapi: 3.1.0
info: { title: Acme, version: "1" }
servers: [{ url: https://api.acme.test }]
paths:
  /checks:
    get:
      operationId: listChecks
      security: []
${filter.replaceAll(/^/gm, "      ").trimEnd()}
      responses:
        "200":
          description: The checks.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Check" } }
              example: []
    post:
      operationId: createCheck
      security: []
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { user_id: { type: string }, return_url: { type: string } }
      responses:
        "201":
          description: The check.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Check" }
              example: { id: chk_Zx81, status: approved, user_id: u-1, return_url: null, created_at: "2026-01-01T00:00:00Z" }
  /checks/{id}:
    get:
      operationId: getCheck
      security: []
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: The check.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Check" }
              example: { id: chk_Zx81, status: approved, user_id: u-1, return_url: null, created_at: "2026-01-01T00:00:00Z" }
webhooks:
  check.done:
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Check" }
            example: { id: chk_Zx81, status: approved, user_id: u-1, return_url: null, created_at: "2026-01-01T00:00:00Z" }
      responses: { "200": { description: Received. } }
components:
  schemas:
    Check:
      type: object
      required: [id, status]
      properties:
        id: { type: string }
        status: { enum: [pending, approved, declined, expired] }
        user_id: { type: [string, "null"] }
        return_url: { type: [string, "null"] }
        created_at: { type: string, format: date-time }
`;

const NOW = "2026-03-01T12:00:00.000Z";

test("the declaration in the vocabulary's guide is all that a private provider needs", async () => {
  const document = parseText(`${PUBLISHED}${declaration}`, "acme.yaml").parsed as OpenApiDocument;
  const receiver = await startReceiver();
  const { sandbox, send } = await startDocument(document, {
    now: NOW,
    webhooks: { acme: receiver.url },
  });
  const body = { user_id: "u-7", return_url: "https://shop.test/done" };
  const create = async (): Promise<string> => (await send("POST", "/checks", { body })).body.id;
  const list = async (query: string) => (await send("GET", `/checks${query}`)).body;
  const read = async (id: string) => (await send("GET", `/checks/${id}`)).body;

  const id = await create();
  expect(await read(id)).toEqual({ id, status: "pending", ...body, created_at: NOW });
  expect(await sandbox.finish("acme", id, "declined")).toMatchObject({
    subject: "u-7",
    returnUrl: `https://shop.test/done?check=${id}&status=declined`,
  });
  expect(await read(id)).toMatchObject({ status: "declined" });

  await sandbox.clock.advance(1000);
  const forgotten = await create();
  expect(await list("")).toHaveLength(2);
  expect(await list("?created_after=2026-03-01T12:00:01Z")).toMatchObject([{ id: forgotten }]);
  await sandbox.clock.advance(86_399_000);
  expect(await read(forgotten)).toMatchObject({ status: "pending" });
  await sandbox.clock.advance(1000);
  expect(await read(forgotten)).toMatchObject({ status: "expired" });

  expect(receiver.received.map((each) => JSON.parse(each.body))).toEqual([
    { id, status: "declined", ...body, created_at: NOW },
  ]);
});
