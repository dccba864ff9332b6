import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusal } from "../helpers/generated.ts";

const spec = join(import.meta.dirname, "../golden/pagination/spec/openapi.yaml");
const document = readFileSync(spec, "utf8");

describe("refuses pagination", () => {
  test.for([
    ["items: /data", "items: /nope", "16:16 /nope does not exist in this operation."],
    [
      "items: /data",
      "items: data",
      '16:16 `x-countersign-pagination.items` cannot be "data"; allowed: JSON pointer into a body.',
    ],
    [
      "/query/page/size",
      "/query/page/count",
      "17:15 /query/page/count does not exist in this operation.",
    ],
    ["/query/page/after", "/query/after", "18:17 /query/after does not exist in this operation."],
    [
      "/query/page/after",
      "/header/after",
      '18:17 `x-countersign-pagination.cursor` cannot be "/header/after"; allowed: JSON pointer that begins with /query or /body.',
    ],
    [
      "next: /links/next",
      "next: /links/further",
      "19:15 /links/further does not exist in this operation.",
    ],
    [
      "page: /body/page_no",
      "page: /query/page_no",
      "51:15 /query/page_no does not exist in this operation.",
    ],
    ["total: /totalRecords", "total: /total", "53:16 /total does not exist in this operation."],
    [
      "firstPage: 1",
      "firstPage: one",
      "52:20 `x-countersign-pagination.firstPage` must be integer.",
    ],
    [
      "style: page",
      "style: pages",
      "48:16 `x-countersign-pagination.style` must be one of cursor, page, offset.",
    ],
  ] as const)("with `%s` changed to `%s`", async ([right, wrong, expected]) => {
    expect(await refusal(document.replace(right, wrong))).toBe(`openapi.yaml:${expected}`);
  });
});
