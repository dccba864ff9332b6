import type { Node } from "./document.ts";

/** A single change of a document. */
export interface Mutation {
  readonly name: string;
  /** Changes the document in place. */
  readonly apply: (document: Node) => void;
}

const ref = (name: string): Node => ({ $ref: `#/components/schemas/${name}` });

/** Changes of a schema with every feature. */
const OF_SCHEMA: Readonly<Record<string, (schema: Node, properties: Node) => void>> = {
  "add an optional property": (_, p) => {
    p.added = { type: "string" };
  },
  "add a required property": (s, p) => {
    p.added = { type: "string" };
    s.required.push("added");
  },
  "remove an optional property": (_, p) => {
    delete p.name;
  },
  "remove a required property": (s, p) => {
    delete p.id;
    s.required = s.required.filter((n: string) => n !== "id");
  },
  "make a required property read-only": (_, p) => {
    p.id.readOnly = true;
  },
  "make a required property write-only": (_, p) => {
    p.id.writeOnly = true;
  },
  "make an optional property read-only": (_, p) => {
    p.name.readOnly = true;
  },
  "make an optional property write-only": (_, p) => {
    p.name.writeOnly = true;
  },
  "rename a property": (_, p) => {
    p.title = p.name;
    delete p.name;
  },
  "require a property": (s) => {
    s.required.push("name");
  },
  "stop requiring a property": (s) => {
    s.required = s.required.filter((n: string) => n !== "id");
  },
  "stop requiring anything": (s) => {
    delete s.required;
  },
  "change a type": (_, p) => {
    p.name = { type: "number" };
  },
  "change a type to an object": (_, p) => {
    p.name = { type: "object", properties: { first: { type: "string" } } };
  },
  "allow null": (_, p) => {
    p.name.type = ["string", "null"];
  },
  "allow null in an enum": (_, p) => {
    p.role = { type: ["string", "null"], enum: ["admin", "member", null] };
  },
  "disallow null": (_, p) => {
    p.nick.type = "string";
  },
  "allow another type": (_, p) => {
    p.name.type = ["string", "number"];
  },
  "turn an integer into a number": (_, p) => {
    p.age.type = "number";
  },
  "add a value": (_, p) => {
    p.role.enum.push("guest");
  },
  "remove a value": (_, p) => {
    p.role.enum.pop();
  },
  "drop a list of values": (_, p) => {
    delete p.role.enum;
  },
  "introduce a list of values": (_, p) => {
    p.name.enum = ["a", "b"];
  },
  "add a known value": (_, p) => {
    p.state["x-extensible-enum"].push("late");
  },
  "remove a known value": (_, p) => {
    p.state["x-extensible-enum"].pop();
  },
  "open a list of values": (_, p) => {
    p.role = { type: "string", "x-extensible-enum": ["admin", "member"] };
  },
  "close a list of values": (_, p) => {
    p.state = { type: "string", enum: ["open", "done"] };
  },
  "change a constant": (_, p) => {
    p.fixed.const = "v2";
  },
  "drop a constant": (_, p) => {
    p.fixed = { type: "string" };
  },
  "add a format": (_, p) => {
    p.name.format = "date-time";
  },
  "add a default": (_, p) => {
    p.name.default = "x";
  },
  "add a length": (_, p) => {
    p.name.maxLength = 9;
  },
  "add a pattern": (_, p) => {
    p.name.pattern = "^x";
  },
  "add a minimum": (_, p) => {
    p.age.minimum = 1;
  },
  "limit a list": (_, p) => {
    p.tags.maxItems = 3;
  },
  "change the type of items": (_, p) => {
    p.tags.items = { type: "number" };
  },
  "allow null items": (_, p) => {
    p.tags.items = { type: ["string", "null"] };
  },
  "drop items": (_, p) => {
    delete p.tags.items;
  },
  "change an item of a tuple": (_, p) => {
    p.pair.prefixItems[1] = { type: "string" };
  },
  "turn a tuple into a list": (_, p) => {
    p.pair = { type: "array", items: { type: "string" } };
  },
  "add an inner property": (_, p) => {
    p.address.properties.street = { type: "string" };
  },
  "remove an inner property": (_, p) => {
    delete p.address.properties.zip;
  },
  "require an inner property": (_, p) => {
    p.address.required.push("zip");
  },
  "stop requiring an inner property": (_, p) => {
    delete p.address.required;
  },
  "change the type of keys": (_, p) => {
    p.labels.additionalProperties = { type: "number" };
  },
  "close keys": (_, p) => {
    p.labels = {
      type: "object",
      properties: { a: { type: "string" } },
      additionalProperties: false,
    };
  },
  "open keys": (_, p) => {
    p.address.additionalProperties = true;
  },
  "drop pattern properties": (_, p) => {
    p.codes = { type: "object" };
  },
  "change pattern properties": (_, p) => {
    p.codes.patternProperties["^x"] = { type: "number" };
  },
  "type the items of a list": (_, p) => {
    p.list.items = { type: "string" };
  },
  "refer to another type": (_, p) => {
    p.owner = ref("Other");
  },
  "make a reference nullable": (_, p) => {
    p.owner = { oneOf: [ref("Owner"), { type: "null" }] };
  },
  "turn a reference into a union": (_, p) => {
    p.helper = { oneOf: [ref("Owner"), ref("Other")] };
  },
  "inline a reference": (_, p) => {
    p.helper = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  },
  "add a member": (_, p) => {
    p.choice.oneOf.push(ref("Other"));
  },
  "remove a member": (_, p) => {
    p.choice.oneOf.pop();
  },
  "turn a union into a member": (_, p) => {
    p.choice = ref("Left");
  },
  "turn oneOf into anyOf": (_, p) => {
    p.choice = { anyOf: p.choice.oneOf };
  },
  "reorder a union": (_, p) => {
    p.choice.oneOf.reverse();
  },
  "allow null in a union": (_, p) => {
    p.choice.oneOf.push({ type: "null" });
  },
  "extract a base": (s) => {
    const { id, name, ...rest } = s.properties;
    s.allOf = [{ type: "object", required: ["id"], properties: { id, name } }];
    s.properties = rest;
    s.required = s.required.filter((n: string) => n !== "id");
  },
  "deprecate a property": (_, p) => {
    p.name.deprecated = true;
  },
  "describe a property": (_, p) => {
    p.name.description = "The name.";
  },
  "add an example": (_, p) => {
    p.name.example = "x";
  },
  "add a title": (s) => {
    s.title = "Thing";
  },
  "add an extension": (_, p) => {
    p.name["x-order"] = 1;
  },
  "reorder properties": (s) => {
    s.properties = Object.fromEntries(Object.entries(s.properties).reverse());
  },
};

/** Changes of the document outside these schemas. */
const OTHERS: Readonly<Record<string, (document: Node) => void>> = {
  "drop a discriminator": (d) => {
    for (const n of ["Sent", "Received", "Delivered"])
      delete d.components.schemas[n].properties.pet.discriminator;
  },
  "rename a mapping": (d) => {
    for (const n of ["Sent", "Received", "Delivered"]) {
      const { mapping } = d.components.schemas[n].properties.pet.discriminator;
      mapping.kitten = mapping.cat;
      delete mapping.cat;
    }
  },
  "remove a tagged member": (d) => {
    for (const n of ["Sent", "Received", "Delivered"]) {
      const { pet } = d.components.schemas[n].properties;
      pet.oneOf.pop();
      delete pet.discriminator.mapping.dog;
    }
  },
  "remove a tag's name": (d) => {
    d.components.schemas.Cat.required = [];
    delete d.components.schemas.Cat.properties.meows;
  },
  "rename a schema": (d) => {
    d.components.schemas.Issue = d.components.schemas.Problem;
    delete d.components.schemas.Problem;
    d.paths["/things"].post.responses[404].content["application/json"].schema = ref("Issue");
  },
  "remove an unused schema": (d) => {
    delete d.components.schemas.Other;
  },
  "add a schema": (d) => {
    d.components.schemas.Fresh = { type: "object", properties: { a: { type: "string" } } };
  },
  "remove a shared response": (d) => {
    delete d.components.responses;
  },
  "add an operation": (d) => {
    d.paths["/more"] = { get: { operationId: "getMore", responses: { 204: { description: "" } } } };
  },
  "remove an operation": (d) => {
    delete d.paths["/things/{id}"].get;
  },
  "rename an operation": (d) => {
    d.paths["/things"].post.operationId = "makeThing";
  },
  "move an operation": (d) => {
    d.paths["/stuff"] = d.paths["/things"];
    delete d.paths["/things"];
  },
  "deprecate an operation": (d) => {
    d.paths["/things"].post.deprecated = true;
  },
  "summarize an operation": (d) => {
    d.paths["/things"].post.summary = "Make a thing";
  },
  "tag an operation": (d) => {
    d.paths["/things"].post.tags = ["a"];
  },
  "add an optional parameter": (d) => {
    d.paths["/things"].post.parameters.push({
      name: "page",
      in: "query",
      schema: { type: "string" },
    });
  },
  "add a required parameter": (d) => {
    d.paths["/things"].post.parameters.push({
      name: "page",
      in: "query",
      required: true,
      schema: { type: "string" },
    });
  },
  "remove a parameter": (d) => {
    d.paths["/things"].post.parameters.shift();
  },
  "remove all parameters": (d) => {
    delete d.paths["/things"].post.parameters;
  },
  "rename a parameter": (d) => {
    d.paths["/things"].post.parameters[0].name = "size";
  },
  "rename a path parameter": (d) => {
    const item = d.paths["/things/{id}"];
    delete d.paths["/things/{id}"];
    d.paths["/things/{key}"] = item;
    for (const m of ["get", "put"]) item[m].parameters[0].name = "key";
  },
  "require a parameter": (d) => {
    d.paths["/things"].post.parameters[0].required = true;
  },
  "change a parameter's type": (d) => {
    d.paths["/things"].post.parameters[0].schema.type = "boolean";
  },
  "widen a parameter": (d) => {
    d.paths["/things"].post.parameters[0].schema.type = ["integer", "string"];
  },
  "add a parameter's value": (d) => {
    d.paths["/things"].post.parameters[2].schema.enum.push("none");
  },
  "remove a parameter's value": (d) => {
    d.paths["/things"].post.parameters[2].schema.enum.pop();
  },
  "change a parameter's style": (d) => {
    d.paths["/things"].post.parameters[1].explode = false;
  },
  "change a header parameter's type": (d) => {
    d.paths["/things"].post.parameters[3].schema = { type: "boolean" };
  },
  "move a parameter to a header": (d) => {
    d.paths["/things"].post.parameters[0].in = "header";
  },
  "require a body": (d) => {
    d.paths["/things/{id}"].put.requestBody.required = true;
  },
  "stop requiring a body": (d) => {
    d.paths["/things"].post.requestBody.required = false;
  },
  "remove a body": (d) => {
    delete d.paths["/things/{id}"].put.requestBody;
  },
  "add a body's media type": (d) => {
    d.paths["/things"].post.requestBody.content["text/plain"] = { schema: { type: "string" } };
  },
  "replace a body's media type": (d) => {
    d.paths["/things"].post.requestBody.content = {
      "multipart/form-data": { schema: ref("Sent") },
    };
  },
  "inline a body": (d) => {
    d.paths["/things/{id}"].put.requestBody.content["application/json"].schema = {
      type: "object",
      properties: { name: { type: "string" } },
    };
  },
  "add an error response": (d) => {
    d.paths["/things"].post.responses[409] = { description: "Conflict." };
  },
  "remove an error response": (d) => {
    delete d.paths["/things"].post.responses[404];
  },
  "change an error's body": (d) => {
    d.components.schemas.Problem.properties.code.type = "number";
  },
  "add a success response with another body": (d) => {
    d.paths["/things"].post.responses[201] = {
      description: "",
      content: { "application/json": { schema: ref("Other") } },
    };
  },
  "remove a response's body": (d) => {
    delete d.paths["/things"].post.responses[200].content;
  },
  "add a response's media type": (d) => {
    d.paths["/things"].post.responses[200].content["text/csv"] = { schema: { type: "string" } };
  },
  "add a response header": (d) => {
    d.paths["/things"].post.responses[200].headers["X-More"] = { schema: { type: "string" } };
  },
  "remove a response header": (d) => {
    delete d.paths["/things"].post.responses[200].headers["X-Next"];
  },
  "stop requiring a response header": (d) => {
    delete d.paths["/things"].post.responses[200].headers["X-Total"].required;
  },
  "change a response header's type": (d) => {
    d.paths["/things"].post.responses[200].headers["X-Total"].schema = { type: "string" };
  },
  "add an event": (d) => {
    d.webhooks["thing.gone"] = { post: { responses: { 200: { description: "" } } } };
  },
  "remove an event": (d) => {
    delete d.webhooks["thing.made"];
  },
  "rename an event": (d) => {
    d.webhooks["thing.created"] = d.webhooks["thing.made"];
    delete d.webhooks["thing.made"];
  },
  "stop requiring a delivery's body": (d) => {
    delete d.webhooks["thing.made"].post.requestBody.required;
  },
  "replace a delivery's body": (d) => {
    d.webhooks["thing.made"].post.requestBody.content["application/json"].schema = ref("Other");
  },
  "change the description of the API": (d) => {
    d.info.description = "More.";
  },
};

/** All single changes. */
export const MUTATIONS: readonly Mutation[] = [
  ...["Sent", "Received", "Delivered"].flatMap((schema) =>
    Object.entries(OF_SCHEMA).map(([name, change]) => ({
      name: `${schema}: ${name}`,
      apply: (document: Node) => {
        const found = document.components.schemas[schema];
        change(found, found.properties);
      },
    })),
  ),
  ...Object.entries(OTHERS).map(([name, apply]) => ({ name, apply })),
];
