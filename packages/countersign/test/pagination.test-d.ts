import type { inklink } from "@countersign/inklink";
import type { p100 } from "@countersign/p100";
import type { paywint } from "@countersign/paywint";
import type { persona } from "@countersign/persona";
import type { qash } from "@countersign/qash";
import { expectTypeOf, it } from "vitest";
import type { Client, Provider } from "../src/index.ts";

/** Names of the operations that declare pagination. */
type Declared<P extends Provider> = {
  [Id in keyof P["operations"]]: P["operations"][Id] extends { pagination: object } ? Id : never;
}[keyof P["operations"]];

/** Names of a client's methods that yield pages, and items of a known type. */
type Walked<P extends Provider> = {
  [Id in keyof Client<P>]: Client<P>[Id] extends {
    items(...input: never[]): AsyncGenerator<infer Item, void, undefined>;
    pages(...input: never[]): AsyncGenerator<infer Page, void, undefined>;
  }
    ? unknown extends Item | Page
      ? never
      : [Item] extends [never]
        ? never
        : Id
    : never;
}[keyof Client<P>];

it("yields typed items for every operation that declares pagination, and for no other", () => {
  expectTypeOf<Walked<typeof inklink>>().toEqualTypeOf<Declared<typeof inklink>>();
  expectTypeOf<Walked<typeof p100>>().toEqualTypeOf<Declared<typeof p100>>();
  expectTypeOf<Walked<typeof paywint>>().toEqualTypeOf<Declared<typeof paywint>>();
  expectTypeOf<Walked<typeof persona>>().toEqualTypeOf<Declared<typeof persona>>();
  expectTypeOf<Walked<typeof qash>>().toEqualTypeOf<Declared<typeof qash>>();
});

it("covers at least one paginated operation of three providers", () => {
  expectTypeOf<"listInquiries">().toExtend<Declared<typeof persona>>();
  expectTypeOf<Declared<typeof inklink>>().not.toBeNever();
  expectTypeOf<Declared<typeof qash>>().not.toBeNever();
});
