import { connect } from "countersign";
import { createClient, pathParameters } from "./src/generated/index.js";

const baseUrl = process.argv[2] ?? "";
const client = connect(pathParameters, { baseUrl });
const plain = createClient({ baseUrl });
const path = { app_id: "a/b" };
await client.listMessages({ params: { path } });
await client.GET("/apps/{app_id}/messages", { params: { path } });
await plain.GET("/apps/{app_id}/messages", { params: { path } });
await client.createMessage({ params: { path: { app_id: 7 } } });
await client.shared({ params: { path: { id: "1" } } });
await client.twice({ params: { path: { id: "1" } } });
// @ts-expect-error the part of the path is required
const missing: Parameters<typeof client.listMessages>[0] = { params: { path: {} } };
// @ts-expect-error it is a string
const wrong: Parameters<typeof client.listMessages>[0] = { params: { path: { app_id: 7 } } };
// @ts-expect-error this parameter is not in the path
const unused: Parameters<typeof client.createMessage>[0] = { params: { path: { appId: "1" } } };
void [missing, wrong, unused];
