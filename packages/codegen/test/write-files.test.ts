import { join } from "node:path";
import { readAll, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect, test } from "vitest";
import { writeFiles } from "../src/write/write-files.ts";

test("does not rewrite a file that is up to date", async () => {
  const folder = await writeAll(await temporaryFolder(), { "a.ts": "a", "b.ts": "old" });

  const result = await writeFiles(
    [
      { path: "a.ts", text: "a" },
      { path: "b.ts", text: "b" },
    ],
    { folder, owned: [], check: false },
  );

  expect(result).toEqual({ written: ["b.ts"], removed: [] });
  expect(await readAll(folder)).toEqual({ "a.ts": "a", "b.ts": "b" });
});

test.for(["../outside.ts", "/etc/outside.ts", "a/../../outside.ts", ""])(
  "refuses the path %j, which is outside the folder, before writing anything",
  async (path) => {
    const parent = await temporaryFolder();
    const files = [
      { path: "inside.ts", text: "" },
      { path, text: "" },
    ];
    const options = { folder: join(parent, "out"), owned: [], check: false };

    await expect(writeFiles(files, options)).rejects.toThrow("is outside the output folder");
    expect(await readAll(parent)).toEqual({});
  },
);

test("refuses two files with the same path before writing anything", async () => {
  const folder = await temporaryFolder();
  const files = [
    { path: "a.ts", text: "1" },
    { path: "x/../a.ts", text: "2" },
  ];

  await expect(writeFiles(files, { folder, owned: [], check: false })).rejects.toThrow(
    "two emitters write x/../a.ts",
  );
  expect(await readAll(folder)).toEqual({});
});
