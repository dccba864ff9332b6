import { connect } from "countersign";
import { encodings } from "./src/generated/index.js";

const client = connect(encodings, { baseUrl: process.argv[2] ?? "" });
await client.sendForm({
  body: {
    file: new File(["scan"], 'a"b.png', { type: "image/png" }),
    person: { email: "a@acme.example" },
    products: [{ sku: "1" }, { sku: "2" }],
    labels: ["x", "y"],
  },
});
await client.sendPlainForm({
  body: { people: [{ email: "a" }, { email: "b" }], note: "*hi*", page: { limit: 2 } },
});
await client.sendUrlForm({
  body: {
    address: { city: "A b" },
    ids: ["1", "2"],
    items: ["a", "b"],
    rules: ["c"],
    meta: { page: 2 },
  },
});
await client.sendUrlForm({ body: { ids: ["1", "2"] } });
