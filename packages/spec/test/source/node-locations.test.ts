import { HEAD, locationOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";
import type { Spec } from "../../src/load/spec.ts";
import { SpecError } from "../../src/problem/spec-error.ts";

describe("locates a node of the finished document where it is written", () => {
  test.for([
    ["in the root document", "#/info/title", "openapi.yaml:3:10"],
    ["in a referenced file", "#/paths/~1users/get/operationId", "vendor/users.yaml:2:16"],
    [
      "in the overlay, for a string that it set",
      "#/paths/~1users/get/summary",
      "overlay.yaml:7:16",
    ],
    [
      "in the overlay, for an object that it set",
      "#/paths/~1users/get/x-more/deep",
      "overlay.yaml:9:23",
    ],
    [
      "in the overlay, for an item that it appended",
      "#/paths/~1users/get/tags/1",
      "overlay.yaml:8:14",
    ],
    [
      "in the referenced file, for an item from there",
      "#/paths/~1users/get/tags/0",
      "vendor/users.yaml:3:10",
    ],
    ["at the nearest ancestor of a missing node", "#/info/license", "openapi.yaml:3:3"],
  ] as const)("%s", async ([, pointer, expected]) => {
    const folder = await specFolder({
      "openapi.yaml": `${HEAD}paths:\n  /users:\n    $ref: vendor/users.yaml\n`,
      "vendor/users.yaml": "get:\n  operationId: listUsers\n  tags: [upstream]\n  responses: {}\n",
      "overlay.yaml": `overlay: 1.0.0
actions:
  - target: $.paths['/users'].get
    description: Everything at once.
    update:
      # A comment, so that lines differ.
      summary: List the users
      tags: [ours]
      x-more: { deep: 1 }
`,
    });
    const spec: Spec = await loadSpec(folder);
    const error = new SpecError("", { location: spec.locationOf(pointer), remedy: "" });
    expect(locationOf(error, folder)).toBe(expected);
    expect(error.location.pointer).toBe(pointer);
  });
});
