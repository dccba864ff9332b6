import { describe, expect, test } from "vitest";
import { serializeParameters } from "../../src/samples/serialize-parameters.ts";

const array = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

// The table of OpenAPI 3.1, section 4.8.12.4: https://spec.openapis.org/oas/v3.1.0#style-examples
describe("serialises parameters as in OpenAPI's own table", () => {
  test.for([
    ["path", "simple", false, array, "blue,black,brown"],
    ["path", "simple", false, object, "R,100,G,200,B,150"],
    ["path", "simple", true, object, "R=100,G=200,B=150"],
    ["path", "label", false, "blue", ".blue"],
    ["path", "label", true, array, ".blue.black.brown"],
    ["path", "label", true, object, ".R=100.G=200.B=150"],
    ["path", "matrix", false, "blue", ";color=blue"],
    ["path", "matrix", false, array, ";color=blue,black,brown"],
    ["path", "matrix", true, array, ";color=blue;color=black;color=brown"],
    ["path", "matrix", false, object, ";color=R,100,G,200,B,150"],
    ["path", "matrix", true, object, ";R=100;G=200;B=150"],
    ["query", "form", false, array, "color=blue,black,brown"],
    ["query", "form", true, array, "color=blue&color=black&color=brown"],
    ["query", "form", false, object, "color=R,100,G,200,B,150"],
    ["query", "form", true, object, "R=100&G=200&B=150"],
    ["query", "spaceDelimited", false, array, "color=blue%20black%20brown"],
    ["query", "pipeDelimited", false, array, "color=blue%7Cblack%7Cbrown"],
  ] as const)("%s %s, explode %s: %j", ([location, style, explode, value, expected]) => {
    const styles = [{ in: location, name: "color", style, explode }];
    const { path, query } = serializeParameters({ [location]: { color: value } }, styles);
    expect(location === "path" ? path.get("color") : query.join("&")).toBe(expected);
  });

  test("writes an object of a query in brackets, even when nested", () => {
    const { query } = serializeParameters(
      { query: { f: { a: { b: "c d" }, e: 1 }, l: [1, 2] } },
      [],
    );
    expect(query).toEqual(["f[a][b]=c%20d", "f[e]=1", "l=1", "l=2"]);
  });
});
