import { describe, expect, test } from "vitest";
import { methodNames } from "../../src/model/method-names.ts";
import { isMethodName } from "../../src/model/names.ts";

const get = (operationId: string | undefined, path = "/users/{id}") => ({
  operationId,
  method: "get",
  path,
});

test.for([
  ["listUsers", "listUsers"],
  ["ListUsers", "listUsers"],
  ["list-users", "listUsers"],
  ["list_users", "listUsers"],
  ["repos/get-content", "reposGetContent"],
  ["Users.List", "usersList"],
  ["URLFor", "urlFor"],
  ["GET", "get"],
  ["crème brûlée", "cremeBrulee"],
  ["2fa", "getUsersById"],
  ["获取用户", "getUsersById"],
  ["", "getUsersById"],
  [undefined, "getUsersById"],
  ["then", "getUsersById"],
  ["constructor", "getUsersById"],
  ["__proto__", "proto"],
  ["Über größe", "uberGrosse"],
  ["Ærø Łódź", "aeroLodz"],
  ["*/ evil() /*", "evil"],
  // Concatenated because a linter takes it for a misplaced template literal.
  ["`$".concat("{evil()}`"), "evil"],
] as const)("turns the operationId %j into the method name %s", ([operationId, name]) => {
  expect(methodNames([get(operationId)])).toEqual([name]);
});

test.for([
  ["/", "get"],
  ["/{id}", "getById"],
  ["/v1/users/{user-id}/files.json", "getV1UsersByUserIdFilesJson"],
  ["/获取", "get"],
] as const)("turns the path %s into the method name %s", ([path, name]) => {
  expect(methodNames([get(undefined, path)])).toEqual([name]);
});

describe("for colliding names", () => {
  test("keeps an operationId that is a valid method name", () => {
    const names = methodNames([get("list-users", "/a"), get("listUsers", "/b")]);
    expect(names).toEqual(["getA", "listUsers"]);
  });

  test("uses method and path, then a number", () => {
    const names = methodNames([
      get("a-b", "/x"),
      get("a_b", "/y"),
      get("a.b", "/y/"),
      get("a b", "/y//"),
    ]);
    expect(names).toEqual(["aB", "getY", "aB2", "aB3"]);
  });

  test("returns unique, valid method names for any document", () => {
    const ids = ["", "a", "A", "a-", "-a", "then", "é", "e", "0", "🦊", "\u2028", "getA", "a2"];
    const operations = ids.flatMap((operationId) =>
      ["/a", "/A", "/a/", "/{a}", "/🦊"].map((path) => get(operationId, path)),
    );
    const names = methodNames(operations);
    const made = names.filter((_, index) => !isMethodName(operations[index]?.operationId ?? ""));
    expect(new Set(made).size).toBe(made.length);
    expect(names.every(isMethodName)).toBe(true);
  });
});
