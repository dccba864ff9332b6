import { join } from "node:path";
import { loadSpec } from "@countersign/spec/load";
import { parseText } from "@countersign/spec/source";
import { readAll, writeAll } from "@countersign/testing/files";
import { HEAD, specErrorOf } from "@countersign/testing/spec";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { type AddOptions, addProvider } from "../../src/add/add-provider.ts";
import type { RejectedDocument } from "../../src/add/index.ts";
import { emptyWorkspace } from "./helpers/workspace.ts";

const OK = `responses: { "200": { description: ok } }`;

/** Everything that `add` corrects, once. */
const MANY = `openapi: 3.1.0
info: { title: Acme API, version: 1.0.0 }
servers:
  - url: https://api.acme.test
  - url: ftp://api.acme.test
security: [{ mutual: [] }, { API Key: [] }]
paths:
  /users:
    get: { operationId: listUsers, ${OK} }
    put: { operationId: updateUser, security: [{ mutual: [], API Key: [] }], ${OK} }
    post: { operationId: listUsers, ${OK} }
    trace: { operationId: traceUsers, ${OK} }
  /users#rename:
    put: { operationId: renameUser, ${OK} }
  /files:
    parameters: [{ $ref: "#/components/parameters/Xml" }]
    get:
      operationId: listFiles
      parameters: [{ name: y, in: query, style: matrix, schema: { type: string } }]
      servers: [{ url: ftp://files.acme.test }, { url: https://files.acme.test }]
      security: [{ mutual: [] }]
      ${OK}
    put:
      operationId: putFile
      parameters: [{ name: z, in: query, required: true, content: { application/xml: {} } }]
      ${OK}
  /uploads:
    post: { operationId: upload, servers: [{ url: ftp://uploads.acme.test }], ${OK} }
components:
  parameters:
    Xml: { name: xml, in: query, content: { application/xml: {} } }
  securitySchemes:
    mutual: { type: mutualTLS }
    API Key: { type: apiKey, in: header, name: X-Api-Key }
`;

/** Adds a document to a workspace, and returns what it was rejected with, if it was. */
async function addTo(
  root: string,
  options: Partial<AddOptions> = {},
): Promise<RejectedDocument | undefined> {
  let rejected: RejectedDocument | undefined;
  const added = addProvider({
    name: "acme",
    source: join(root, "acme.yaml"),
    toolVersion: "0.0.0",
    from: root,
    onRejected: async (document) => {
      rejected = document;
      return undefined;
    },
    ...options,
  });
  if (rejected === undefined) await added.catch(() => undefined);
  if (rejected === undefined) await added;
  return rejected;
}

/** Returns the targets of the actions of an overlay, with how they change the target. */
function actionsOf(overlay = ""): string[] {
  const { parsed } = parseText(overlay, "overlay.yaml");
  const { actions } = parsed as { actions: { target: string; remove?: true; update?: object }[] };
  return actions.map(({ target, remove, update }) =>
    remove ? `remove ${target}` : `${target} ${JSON.stringify(update)}`,
  );
}

/** Returns what the compiler reports for the generated sources of the added package. */
function diagnosticsOf(root: string): string {
  const repository = join(import.meta.dirname, "../../../..");
  const entry = join(root, "packages/providers/acme/src/generated/index.ts");
  const fetch = join(
    repository,
    "packages/providers/inklink/node_modules/openapi-fetch/dist/index.d.mts",
  );
  const program = ts.createProgram([entry], {
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    paths: { "openapi-fetch": [fetch] },
    skipLibCheck: true,
  });
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  });
}

describe("a rejected document", () => {
  test("is rejected with every problem, and nothing is written", async () => {
    const root = await emptyWorkspace({ "acme.yaml": MANY });
    const before = await readAll(root);
    const rejected = await addTo(root);
    expect(rejected?.error.problems.map(({ message }) => message)).toEqual([
      "The server URL ftp://api.acme.test cannot be used as a base URL.",
      "`trace` is not supported here.",
      '"/users#rename" is not a valid path: a fragment is never sent.',
      '"matrix" is not a valid style for a parameter in query.',
      "The server URL ftp://files.acme.test cannot be used as a base URL.",
      'The parameter "z" has the media type application/xml, which a client cannot serialise.',
      "The server URL ftp://uploads.acme.test cannot be used as a base URL.",
      'The parameter "xml" has the media type application/xml, which a client cannot serialise.',
      'The security scheme "mutual" is mutualTLS, which a fetch client does not support.',
      '"API Key" is not a valid security scheme name.',
    ]);
    expect(await readAll(root)).toEqual(before);
  });

  test("is corrected by an overlay with an action for each problem, which makes it a package that compiles", async () => {
    const root = await emptyWorkspace({ "acme.yaml": MANY });
    const correction = (await addTo(root))?.correction;
    expect(correction?.left).toEqual([]);
    expect(actionsOf(correction?.text)).toEqual([
      "remove $.servers[?@.url == 'ftp://api.acme.test']",
      "remove $.paths['/users'].trace",
      "remove $.paths['/files'].get.parameters[?@.name == 'y' && @.in == 'query']",
      "remove $.paths['/files'].get.servers[?@.url == 'ftp://files.acme.test']",
      "remove $.paths['/files'].parameters[?@['$ref'] == '#/components/parameters/Xml']",
      "remove $.security[?@['mutual'] && length(@) == 1]",
      "remove $.paths.*.*.security[?@['mutual'] && length(@) == 1]",
      "remove $.paths.*.*.security[*]['mutual']",
      "remove $.components.securitySchemes.mutual",
      `$.components.securitySchemes {"apiKey":{"type":"apiKey","in":"header","name":"X-Api-Key"}}`,
      `$.security[?@['API Key']] {"apiKey":[]}`,
      "remove $.security[*]['API Key']",
      `$.paths.*.*.security[?@['API Key']] {"apiKey":[]}`,
      "remove $.paths.*.*.security[*]['API Key']",
      "remove $.components.securitySchemes['API Key']",
      "remove $.paths['/users#rename']",
      "remove $.paths['/files'].put",
      "remove $.paths['/uploads'].post",
    ]);

    await writeAll(root, { "acme-overlay.yaml": correction?.text ?? "" });
    const overlay = join(root, "acme-overlay.yaml");
    expect(await addTo(root, { overlay })).toBeUndefined();
    const files = await readAll(root);
    expect(files["specs/acme/openapi.yaml"]).toBe(MANY);
    expect(files["specs/acme/operations.txt"]).toBe(
      "GET /files\nGET /users\nPOST /users\nPUT /users\n",
    );
    expect(files["packages/providers/acme/src/generated/operations.ts"]).toContain("postUsers");
    expect(diagnosticsOf(root)).toBe("");
    const { document } = await loadSpec(join(root, "specs/acme"));
    expect(document).toMatchObject({
      security: [{ apiKey: [] }],
      paths: {
        "/users": { put: { security: [{ apiKey: [] }] } },
        "/files": { get: { security: [] } },
      },
    });
  });

  test("can be added with the overlay that corrects it, without reading the document again", async () => {
    const root = await emptyWorkspace({ "acme.yaml": MANY });
    let times = 0;
    await addTo(root, {
      onRejected: async ({ correction }) => {
        times += 1;
        await writeAll(root, { "acme.yaml": "gone" });
        return correction && { text: correction.text, origin: "acme-overlay.yaml" };
      },
    });
    expect(times).toBe(1);
    expect((await readAll(root))["specs/acme/openapi.yaml"]).toBe(MANY);
  });

  test.for([
    [
      "with an operation of a shared path item",
      `${HEAD}paths:
  /a: { $ref: "#/components/pathItems/A" }
  /b: { get: { operationId: b } }
components: { pathItems: { A: { get: { operationId: a, parameters: [{ name: x, in: body, schema: {} }] } } } }
`,
      ["remove $.components.pathItems.A.get"],
    ],
    [
      "that requires a scheme which it does not declare",
      `${HEAD}security: [{ gone: [] }]\npaths: { /b: { get: { operationId: b, security: [{ other: [] }, {}] } } }\n`,
      [
        "remove $.security[?@['gone'] && length(@) == 1]",
        "remove $.paths['/b'].get.security[?@['other'] && length(@) == 1]",
      ],
    ],
    [
      "with operations that OpenAPI 3.2 adds",
      `${HEAD}paths:\n  /b:\n    get: { operationId: b }\n    query: {}\n    additionalOperations: { LINK: {} }\n`,
      ["remove $.paths['/b'].query", "remove $.paths['/b'].additionalOperations"],
    ],
    [
      "with a problem that is revealed by a correction",
      `${HEAD}paths:\n  /b:\n    get: { operationId: b }\n    post: { operationId: c, tags: [1], responses: 7 }\n`,
      ["remove $.paths['/b'].post"],
    ],
  ] as const)("%s is corrected", async ([, document, expected]) => {
    const root = await emptyWorkspace({ "acme.yaml": document });
    const correction = (await addTo(root))?.correction;
    expect(actionsOf(correction?.text)).toEqual(expected);
    expect(correction?.left).toEqual([]);
    await writeAll(root, { "fix.yaml": correction?.text ?? "" });
    expect(await addTo(root, { overlay: join(root, "fix.yaml") })).toBeUndefined();
  });

  test("that only a person can correct is rejected with what remains", async () => {
    const root = await emptyWorkspace({
      "acme.yaml": `${HEAD}x-countersign-nothing: 1\npaths: { /a: { get: { operationId: a } }, "/a#b": { get: {} } }\n`,
    });
    const correction = (await addTo(root))?.correction;
    expect(correction?.left.map(({ message }) => message)).toEqual([
      "`x-countersign-nothing` is not a word of the vocabulary for the document.",
    ]);
  });

  test.for([
    ["cannot be parsed", "a: [\n"],
    ["cannot be bundled", `${HEAD}paths: { /a: { $ref: gone.yaml } }\n`],
    ["is not OpenAPI 3", 'swagger: "2.0"\n'],
  ])("that %s has no correction", async ([, document]) => {
    const root = await emptyWorkspace({ "acme.yaml": document ?? "" });
    expect(await addTo(root)).toMatchObject({ correction: undefined });
  });
});

describe("an overlay that is passed to add", () => {
  const DOCUMENT = `${HEAD}paths:
  /a: { get: { operationId: a, summary: old } }
  "/a#b": { get: { operationId: b } }
`;

  test("is kept with its comments, and what add proposes follows it", async () => {
    const given = `# Ours.
overlay: 1.1.0
info: { title: Corrections, version: 1.0.0 }
actions:
    # Why this is so.
    - target: $.paths['/a#b'] # here
      description: Nothing sends a fragment.
      remove: true
    - target: $.paths['/a'].get
      description: Copies the title.
      update: { summary: new }
`;
    const root = await emptyWorkspace({ "acme.yaml": DOCUMENT, "fix.yaml": given });
    expect(await addTo(root, { overlay: join(root, "fix.yaml") })).toBeUndefined();
    const overlay = (await readAll(root))["specs/acme/overlay.yaml"] ?? "";
    expect(overlay.startsWith(given)).toBe(true);
    expect(overlay.slice(given.length)).toMatch(/^ {4}# .+\n {4}- target: "\$\.servers/);
    expect(actionsOf(overlay)[0]).toBe("remove $.paths['/a#b']");
  });

  test("is written as YAML if it is JSON", async () => {
    const actions = [
      { target: "$.paths['/a#b']", description: "No fragments.", remove: true },
      { target: "$.paths['/a']", description: "A copy.", update: { post: {} } },
      { target: "$.paths['/a'].post", description: "A copy.", copy: "$.paths['/a'].get" },
    ];
    const info = { title: "Corrections", version: "1.0.0" };
    const root = await emptyWorkspace({
      "acme.yaml": DOCUMENT,
      "fix.json": JSON.stringify({ overlay: "1.1.0", info, actions }),
    });
    expect(await addTo(root, { overlay: join(root, "fix.json") })).toBeUndefined();
    const overlay = (await readAll(root))["specs/acme/overlay.yaml"] ?? "";
    const { parsed } = parseText(overlay, "overlay.yaml");
    expect(parsed).toMatchObject({ overlay: "1.1.0", actions: expect.arrayContaining(actions) });
    expect((await readAll(root))["specs/acme/operations.txt"]).toBe("GET /a\nPOST /a\n");
  });

  test("is part of the overlay that corrects what is still wrong", async () => {
    const given = `overlay: 1.0.0
info: { title: Corrections, version: 1.0.0 }
actions:
- target: $.paths['/a'].get
  description: Ours.
  update: { summary: new }
`;
    const root = await emptyWorkspace({ "acme.yaml": DOCUMENT, "fix.yaml": given });
    const rejected = await addTo(root, { overlay: join(root, "fix.yaml") });
    expect(actionsOf(rejected?.correction?.text)).toEqual([
      `$.paths['/a'].get {"summary":"new"}`,
      "remove $.paths['/a#b']",
    ]);
    expect(rejected?.correction?.text.startsWith(given)).toBe(true);
  });

  test.for([
    ["that does not exist", undefined, "The overlay does not exist."],
    ["that is not an overlay", "a: 1\n", "The file is not an overlay with a list of `actions`."],
    [
      "with an action that matches nothing",
      "overlay: 1.0.0\nactions: [{ target: $.x, description: x, remove: true }]\n",
      "The overlay action on $.x matches nothing.",
    ],
  ] as const)("%s is rejected in its own file", async ([, text, message]) => {
    const files = text === undefined ? {} : { "fix.yaml": text };
    const root = await emptyWorkspace({ "acme.yaml": DOCUMENT, ...files });
    const error = await specErrorOf(
      addProvider({
        name: "acme",
        source: join(root, "acme.yaml"),
        toolVersion: "0.0.0",
        from: root,
        overlay: join(root, "fix.yaml"),
      }),
    );
    expect(error.message).toBe(message);
    expect(error.location.file).toMatch(/fix\.yaml$/);
  });
});
