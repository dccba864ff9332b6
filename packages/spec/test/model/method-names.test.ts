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
  // Written apart, since a linter takes it for a template that was meant.
  ["`$".concat("{evil()}`"), "evil"],
] as const)("the operationId %j gives the method %s", ([operationId, name]) => {
  expect(methodNames([get(operationId)])).toEqual([name]);
});

test.for([
  ["/", "get"],
  ["/{id}", "getById"],
  ["/v1/users/{user-id}/files.json", "getV1UsersByUserIdFilesJson"],
  ["/获取", "get"],
] as const)("the path %s gives the method %s", ([path, name]) => {
  expect(methodNames([get(undefined, path)])).toEqual([name]);
});

describe("names that collide", () => {
  test("leave an operationId that is a name alone", () => {
    const names = methodNames([get("list-users", "/a"), get("listUsers", "/b")]);
    expect(names).toEqual(["getA", "listUsers"]);
  });

  test("are told apart by method and path, and then by a number", () => {
    const names = methodNames([
      get("a-b", "/x"),
      get("a_b", "/y"),
      get("a.b", "/y/"),
      get("a b", "/y//"),
    ]);
    expect(names).toEqual(["aB", "getY", "aB2", "aB3"]);
  });

  test("are different, and each can be a method's name, whatever the document says", () => {
    const texts = ["", "a", "A", "a-", "-a", "then", "é", "e", "0", "🦊", "\u2028", "getA", "a2"];
    const operations = texts.flatMap((operationId) =>
      ["/a", "/A", "/a/", "/{a}", "/🦊"].map((path) => get(operationId, path)),
    );
    const names = methodNames(operations);
    const made = names.filter((_, index) => !isMethodName(operations[index]?.operationId ?? ""));
    expect(new Set(made).size).toBe(made.length);
    expect(names.every(isMethodName)).toBe(true);
  });
});
