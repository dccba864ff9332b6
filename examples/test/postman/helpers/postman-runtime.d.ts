// Types for the part of Postman's engine that tests use; the packages include none.

declare module "postman-collection" {
  export class Collection {
    constructor(definition: object);
    forEachItem(visit: (item: { readonly name: string }) => void): void;
  }
  export class VariableScope {
    constructor(definition: { values: readonly { key: string; value: string }[] });
  }
}

declare module "postman-runtime" {
  import type { Collection, VariableScope } from "postman-collection";

  export class Runner {
    run(
      collection: Collection,
      options: { readonly environment: VariableScope; readonly fileResolver: object },
      done: (error: Error | null, run: Run) => void,
    ): void;
  }

  interface Run {
    start(callbacks: {
      exception?: (cursor: unknown, error: Error) => void;
      request?: (
        error: Error | null,
        cursor: unknown,
        response: { readonly code: number } | undefined,
        request: unknown,
        item: { readonly name: string; readonly id: string },
      ) => void;
      done: (error: Error | null) => void;
    }): void;
  }
}
