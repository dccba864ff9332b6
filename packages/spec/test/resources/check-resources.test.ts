import { HEAD, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { assertVocabulary } from "../../src/lint/assert-vocabulary.ts";
import { lintSpec } from "../../src/lint/lint-spec.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { SpecError } from "../../src/problem/spec-error.ts";
import { printedBy } from "../helpers/printed-by.ts";

/** Every word about resources, with everything that it names. */
const DOCUMENT = `${HEAD}security: [{ key: [] }]
x-countersign-resources:
  checks:
    id: /check_id
    lifecycle:
      state: /status
      initial: created
      states:
        created: {}
        approved:
          final: true
          sets: [{ at: /note, value: "{record:/status} since {now}", resource: users }]
        expired: { final: true }
      moves:
        approve: { from: [created], to: approved, by: person, events: [check.done], evidence: documented }
        expire: { from: [created], to: expired, by: time, after: 60, evidence: assumed }
    page:
      link: "https://verify.acme.test/{id}"
      subject: /note
      return: { url: /return_url, query: { status: "{state}" } }
      evidence: documented
  users: {}
  endpoints:
    receiver: { url: /url, events: /events, enabled: { at: /status, value: enabled }, secret: /secret }
paths:
  /checks:
    get:
      operationId: listChecks
      parameters:
        - { name: status, in: query, schema: { type: string }, x-countersign-filter: { at: /status } }
      responses:
        "200":
          description: The checks.
          content: { application/json: { schema: { $ref: "#/components/schemas/List" } } }
      x-countersign-resource: { name: checks, action: list, record: /items }
    post:
      operationId: createCheck
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Draft" } } }
      responses:
        "201":
          description: The check.
          content: { application/json: { schema: { $ref: "#/components/schemas/Result" } } }
      x-countersign-resource:
        name: checks
        action: create
        record: /check
        body: /draft
        issues: { credential: key, at: /token }
        sets: [{ at: /check/note, value: "{page}?{body:/draft/note}" }, { at: /check/secret, value: "{secret}", keep: true }]
  /checks/{id}/approve:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    post:
      operationId: approveCheck
      responses:
        "200":
          description: The check.
          content: { application/json: { schema: { $ref: "#/components/schemas/Result" } } }
        "409":
          description: It is done.
          content: { application/json: { examples: { done: { value: {} } } } }
      x-countersign-resource:
        name: checks
        by: /path/id
        move: [approve, expire]
        refusals:
          - { in: [approved], with: done, evidence: documented }
          - { in: [expired, "*"], with: 409, evidence: documented }
          - { in: [none], with: 404, evidence: assumed }
  /check-of-body:
    post:
      operationId: readCheck
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Draft" } } }
      responses: { "204": { description: None. } }
      x-countersign-resource: { name: checks, action: read, by: /body/draft/note }
  /users/{id}/check:
    get:
      operationId: readOwnCheck
      responses: { "302": { description: The page. } }
      x-countersign-resource: { name: checks, action: open, by: /credential/key }
  /endpoints:
    post:
      operationId: createEndpoint
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Endpoint" } } }
      responses: { "204": { description: None. } }
      x-countersign-resource: endpoints
  /health:
    get:
      operationId: readHealth
      responses: { "204": { description: None. } }
      x-countersign-resource: false
webhooks:
  check.done:
    post:
      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Result" } } }
      responses: { "200": { description: Received. } }
      x-countersign-resource: { name: checks, record: /check, sets: [{ at: /token, value: "{new}" }] }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Check:
      type: object
      properties:
        check_id: { type: string }
        status: { type: string }
        note: { type: string }
        return_url: { type: string }
    List:
      type: object
      properties:
        items: { type: array, items: { $ref: "#/components/schemas/Check" } }
    Result:
      type: object
      properties:
        check: { allOf: [{ $ref: "#/components/schemas/Check" }] }
        token: { type: string }
    Draft:
      type: object
      properties:
        draft:
          type: object
          properties:
            note: { type: string, x-countersign-stored-at: /note }
    Endpoint:
      type: object
      properties:
        url: { type: string }
        events: { type: array, items: { type: string } }
        status: { type: string }
        secret: { type: string }
`;

const THINGS = `get:
  operationId: listThings
  responses:
    "204":
      description: None.
  x-countersign-resource: things
`;

const PAGE = `    page:
      link: "https://verify.acme.test/{id}"
      subject: /note
      return: { url: /return_url, query: { status: "{state}" } }
      evidence: documented
`;

/** Returns the problems of a document, each as `line:column message remedy`. */
async function problemsOf(document: string): Promise<string[]> {
  const spec = await loadSpec(await specFolder(document));
  try {
    await assertVocabulary(spec);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(
      ({ message, remedy, location: { line, column } }) => `${line}:${column} ${message} ${remedy}`,
    );
  }
  return [];
}

/** Returns the document with a change, which must apply exactly once. */
function changed(from: string, to: string): string {
  const parts = DOCUMENT.split(from);
  expect(parts, from).toHaveLength(2);
  return parts.join(to);
}

describe("the declaration of a document's resources", () => {
  test("is accepted if everything that it names exists", async () => {
    expect(await problemsOf(DOCUMENT)).toEqual([]);
  });

  test.for([
    [
      "a resource that no operation is about",
      "  users: {}\n",
      "  users: {}\n  persons: {}\n",
      [
        "29:12 No operation is about the resource `persons`. Correct the name, or name it in an operation's `x-countersign-resource`.",
      ],
    ],
    [
      "a resource that only one operation names",
      "name: checks, action: read,",
      "name: check, action: read,",
      [
        "83:39 There is no resource `check`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "a resource that must have a record",
      "        body: /draft\n",
      "        body: /draft\n        of: persons\n",
      [
        "55:13 There is no resource `persons`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "a resource of a record that is created too",
      "        body: /draft\n",
      "        body: /draft\n        creates: { at: /check/owner, resource: persons }\n",
      [
        "55:48 There is no resource `persons`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "where the ID of a created record is shown",
      "        body: /draft\n",
      "        body: /draft\n        creates: { at: /check/owner, resource: users }\n",
      ["55:24 The response has no `/check/owner`. Specify the location of a property."],
    ],
    [
      "a resource to copy from",
      "        body: /draft\n",
      "        body: /draft\n        copies: { by: /body/draft/note, resource: persons }\n",
      [
        "55:51 There is no resource `persons`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "a record to copy",
      "        body: /draft\n",
      "        body: /draft\n        copies: { by: /body/key, match: /key, in: [new] }\n",
      [
        "55:23 The request has no `/key`. Specify the location of a property.",
        "55:41 No body in the document has `/key`. Specify the location of a property, from the top of the record.",
        "55:52 The resource `checks` has no state `new`. Specify one of `created`, `approved`, `expired`, or declare it in its lifecycle's `states`.",
      ],
    ],
    [
      "an event of an operation",
      "        body: /draft\n",
      "        body: /draft\n        events: [check.created]\n",
      [
        "55:18 The document has no webhook `check.created`. Correct the name, or describe the event in `webhooks`.",
      ],
    ],
    [
      "moves that a request lists",
      "        body: /draft\n",
      "        body: /draft\n        moves: { of: /draft/note, by: /type, are: { a: decline } }\n",
      [
        "55:39 The request has no `/draft/note/0/type`. Specify the location of a property.",
        "55:56 The resource `checks` has no move `decline`. Specify one of `approve`, `expire`, or declare it in its lifecycle's `moves`.",
      ],
    ],
    [
      "the state of a record that is chosen",
      "by: /path/id\n",
      "by: /path/id\n        match: /key\n        in: [new]\n",
      [
        "72:16 No body in the document has `/key`. Specify the location of a property, from the top of the record.",
        "73:14 The resource `checks` has no state `new`. Specify one of `created`, `approved`, `expired`, or declare it in its lifecycle's `states`.",
      ],
    ],
    [
      "a state in which a value is written",
      "at: /check/note, value",
      "at: /check/note, in: [new], value",
      [
        "56:40 The resource `checks` has no state `new`. Specify one of `created`, `approved`, `expired`, or declare it in its lifecycle's `states`.",
      ],
    ],
    [
      "a record of another resource",
      'at: /note, value: "{record:/status} since {now}", resource: users',
      'at: /note, value: ["{record:/state} since {now}"], resource: users',
      [
        "18:39 No body in the document has `/state`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "a move of the others",
      "from: [created], to: approved, by: person,",
      "from: [created], to: approved, others: { match: /key, move: decline }, by: person,",
      [
        "21:68 No body in the document has `/key`. Specify the location of a property, from the top of the record.",
        "21:80 The resource `checks` has no move `decline`. Specify one of `approve`, `expire`, or declare it in its lifecycle's `moves`.",
      ],
    ],
    [
      "an initial state that does not exist",
      "initial: created",
      "initial: new",
      [
        "13:16 There is no state `new`. Specify one of `created`, `approved`, `expired`, or declare it in `states`.",
      ],
    ],
    [
      "a state before a move",
      "from: [created], to: approved",
      "from: [new, created], to: approved",
      [
        "21:27 There is no state `new`. Specify one of `created`, `approved`, `expired`, or declare it in `states`.",
      ],
    ],
    [
      "a state after a move",
      "to: expired",
      "to: gone",
      [
        "22:40 There is no state `gone`. Specify one of `created`, `approved`, `expired`, or declare it in `states`.",
      ],
    ],
    [
      "a state that no moves lead to",
      "expired: { final: true }",
      "expired: { final: true }\n        lost: {}",
      [
        "20:15 No moves lead from `created` to the state `lost`. Declare the move that leads to it, or remove the state.",
      ],
    ],
    [
      "a move by time without a time",
      "by: time, after: 60",
      "by: time",
      [
        "22:17 The move by time does not declare when. Add `after`, in seconds, or `at`, the location of a time in the record.",
      ],
    ],
    [
      "a move by time with two times",
      "by: time, after: 60",
      "by: time, after: 60, at: /status",
      ["22:74 The move declares both `after` and `at`. Remove one of them."],
    ],
    [
      "a time of a move by a person",
      "by: person,",
      "by: person, after: 60,",
      ["21:70 `after` belongs to a move by time. Add `by: time`, or remove it."],
    ],
    [
      "an event",
      "events: [check.done]",
      "events: [check.gone]",
      [
        "21:72 The document has no webhook `check.gone`. Correct the name, or describe the event in `webhooks`.",
      ],
    ],
    [
      "a resource of a value",
      "resource: users }",
      "resource: persons }",
      [
        "18:80 There is no resource `persons`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "the location of a value in a template",
      '{record:/status} since {now}"',
      '{record:/state} since {now}"',
      [
        "18:38 No body in the document has `/state`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of the ID",
      "id: /check_id",
      "id: /checkId",
      [
        "10:9 No body in the document has `/checkId`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of the state",
      "state: /status",
      "state: /check/state",
      [
        "12:14 No body in the document has `/check/state`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a value",
      "sets: [{ at: /note, value:",
      "sets: [{ at: /notes, value:",
      [
        "18:24 No body in the document has `/notes`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of the subject",
      "subject: /note",
      "subject: /user",
      [
        "25:16 No body in the document has `/user`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of the URL to return to",
      "url: /return_url",
      "url: /redirect",
      [
        "26:22 No body in the document has `/redirect`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a time",
      "by: time, after: 60",
      "by: time, at: /expires_at",
      [
        "22:63 No body in the document has `/expires_at`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a receiver's URL",
      "receiver: { url: /url",
      "receiver: { url: /uri",
      [
        "30:22 No body in the document has `/uri`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a receiver's events",
      "events: /events",
      "events: /names",
      [
        "30:36 No body in the document has `/names`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a receiver's state",
      "enabled: { at: /status",
      "enabled: { at: /state",
      [
        "30:60 No body in the document has `/state`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a receiver's secret",
      "secret: /secret",
      "secret: /key",
      [
        "30:95 No body in the document has `/key`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a filtered value",
      "x-countersign-filter: { at: /status }",
      "x-countersign-filter: { at: /state }",
      [
        "36:92 No body in the document has `/state`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "the location of a stored value",
      "x-countersign-stored-at: /note",
      "x-countersign-stored-at: /draft/notes",
      [
        "134:60 No body in the document has `/draft/notes`. Specify the location of a property, from the top of the record.",
      ],
    ],
    [
      "a resource by its short form",
      "x-countersign-resource: endpoints",
      "x-countersign-resource: hooks",
      [
        "30:5 No operation is about the resource `endpoints`. Correct the name, or name it in an operation's `x-countersign-resource`.",
        "95:31 There is no resource `hooks`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "a resource",
      "name: checks, action: list",
      "name: check, action: list",
      [
        "41:39 There is no resource `check`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
      ],
    ],
    [
      "the location of the record",
      "record: /check\n",
      "record: /data\n",
      ["53:17 The response has no `/data`. Specify the location of a property."],
    ],
    [
      "the location of the items",
      "record: /items",
      "record: /items/0/data",
      ["41:69 The response has no `/items/0/data`. Specify the location of a property."],
    ],
    [
      "a record in a response without a body",
      "name: checks, action: open,",
      "name: checks, action: open, record: /check,",
      ["88:69 The response has no body. Declare the body, or remove this."],
    ],
    [
      "the location of the kept part",
      "body: /draft\n",
      "body: /data\n",
      ["54:15 The request has no `/data`. Specify the location of a property."],
    ],
    [
      "a body that is not declared",
      "name: checks, action: list,",
      "name: checks, action: list, body: /draft,",
      ["41:67 The request has no body. Declare the body, or remove this."],
    ],
    [
      "the location of a kept value",
      "at: /check/secret",
      "at: /check/secrets",
      ["56:79 The response has no `/check/secrets`. Specify the location of a property."],
    ],
    [
      "an issued credential",
      "issues: { credential: key,",
      "issues: { credential: userToken,",
      [
        "55:31 There is no credential `userToken`. Specify `key`, or declare it in a security scheme.",
      ],
    ],
    [
      "the location of an issued credential",
      "at: /token }\n",
      "at: /accessToken }\n",
      ["55:40 The response has no `/accessToken`. Specify the location of a property."],
    ],
    [
      "the location of a value of a response",
      "at: /check/note",
      "at: /check/link",
      ["56:22 The response has no `/check/link`. Specify the location of a property."],
    ],
    [
      "a value of the request",
      "{body:/draft/note}",
      "{body:/note}",
      ["56:42 The request has no `/note`. Specify the location of a property."],
    ],
    [
      "a parameter",
      "by: /path/id",
      "by: /path/check",
      [
        "71:13 The operation has no path parameter `check`. Specify `id`, or declare it in `parameters`.",
      ],
    ],
    [
      "a query parameter",
      "by: /path/id",
      "by: /query/id",
      [
        "71:13 The operation has no query parameter `id`. Declare it in `parameters`, or remove it.",
      ],
    ],
    [
      "a property of the body",
      "by: /body/draft/note",
      "by: /body/id",
      ["83:65 The request has no `/id`. Specify the location of a property."],
    ],
    [
      "a credential",
      "by: /credential/key",
      "by: /credential/userToken",
      [
        "88:65 There is no credential `userToken`. Specify `key`, or declare it in a security scheme.",
      ],
    ],
    [
      "a move",
      "move: [approve, expire]",
      "move: [approve, decline]",
      [
        "72:25 The resource `checks` has no move `decline`. Specify one of `approve`, `expire`, or declare it in its lifecycle's `moves`.",
      ],
    ],
    [
      "a single move",
      "move: [approve, expire]",
      "move: decline",
      [
        "72:15 The resource `checks` has no move `decline`. Specify one of `approve`, `expire`, or declare it in its lifecycle's `moves`.",
      ],
    ],
    [
      "a refused state",
      "in: [approved], with",
      "in: [done], with",
      [
        "74:20 The resource `checks` has no state `done`. Specify one of `created`, `approved`, `expired`, or declare it in its lifecycle's `states`.",
      ],
    ],
    [
      "an example of an error",
      "with: done",
      "with: P442",
      [
        "74:37 The operation's error responses have no example `P442`. Specify `done`, or declare it in `examples`.",
      ],
    ],
    [
      "a status without a response",
      "with: 409",
      "with: 422",
      [
        "75:41 The operation does not document the status 422. Add the response, or declare `evidence: assumed`.",
      ],
    ],
    [
      "a page to open",
      PAGE,
      "",
      [
        "51:42 The resource `checks` has no page. Declare its `page`, or specify another value.",
        "83:55 The resource `checks` has no page to open. Declare its `page`.",
      ],
    ],
    [
      "an action of an event",
      "name: checks, record: /check, sets",
      "name: checks, action: read, move: approve, record: /check, sets",
      [
        "107:55 `action` belongs to an operation that is called, not to an event. Remove it.",
        "107:67 `move` belongs to an operation that is called, not to an event. Remove it.",
      ],
    ],
    [
      "the location of a value of an event",
      "sets: [{ at: /token,",
      "sets: [{ at: /tokens,",
      ["107:76 The event has no `/tokens`. Specify the location of a property."],
    ],
    [
      "the location of the record in an event",
      "name: checks, record: /check, sets",
      "name: checks, record: /data, sets",
      ["107:55 The event has no `/data`. Specify the location of a property."],
    ],
  ] as const)("is rejected for %s", async ([, from, to, expected]) => {
    expect(await problemsOf(changed(from, to))).toEqual(expected);
  });

  test.for([
    [
      "a value of another resource leads to",
      ["sets: [{ at: /note, value:", "sets: [{ at: /status, value: lost }, { at: /note, value:"],
    ],
    [
      "a request can send",
      [
        "            note: { type: string, x-c",
        "            status: { type: string }\n            note: { type: string, x-c",
      ],
    ],
  ] as const)("accepts a state that %s", async ([, [from, to]]) => {
    const states = "expired: { final: true }\n";
    const document = changed(states, `${states}        lost: {}\n`);
    expect(await problemsOf(document)).toHaveLength(1);
    expect(document.split(from)).toHaveLength(2);
    expect(await problemsOf(document.replace(from, to))).toEqual([]);
  });

  test("is not checked for names while a word is invalid", async () => {
    const problems = await problemsOf(changed("final: true\n", "final: yes\n"));
    expect(problems).toEqual([
      "17:18 `x-countersign-resources.checks.lifecycle.states.approved.final` must be boolean. Correct or remove it; `npx @countersign/cli vocabulary` explains each word.",
    ]);
  });

  test("is reported by the linter, in the file that has it", async () => {
    const folder = await specFolder({
      "openapi.yaml": changed("paths:\n", "paths:\n  /things: { $ref: things.yaml }\n"),
      "things.yaml": THINGS,
    });
    const printed = await printedBy(() => lintSpec(folder));
    expect(printed).toContain("things.yaml:6:27");
    expect(printed).toContain(
      "There is no resource `things`. Specify one of `checks`, `users`, `endpoints`, or declare it in `x-countersign-resources` of the document.",
    );
  });
});
