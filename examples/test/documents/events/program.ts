import assert from "node:assert/strict";
import { signWebhook, verifyWebhook } from "countersign";
import { events } from "./src/generated/index.js";

const body = '{"type":"user.created","id":"u1"}';
const headers = await signWebhook(events, { body, secret: "s" });
const delivery = await verifyWebhook(events, { body, headers }, { secret: "s" });
const id: string | null = delivery.event === "user.created" ? delivery.body.id : null;
assert.equal(id, "u1");
