import type { Cursor } from "@countersign/spec/openapi";
import type { Resource, Receiver as Word } from "@countersign/spec/vocabulary";

/** What the word `receiver` says about the records of a resource. */
export interface ReceiverDeclaration extends Word {
  /** Name of the resource. */
  readonly resource: string;
}

/** Returns the resources of a document whose records are receivers. */
export function readReceivers(root: Cursor): ReceiverDeclaration[] {
  return root
    .at("x-countersign-resources")
    .entries()
    .flatMap(([resource, declared]) => {
      // The vocabulary's schema describes this node, and Resource is that schema as a type.
      const { receiver } = Object(declared.value) as Resource;
      return receiver === undefined ? [] : [{ ...receiver, resource }];
    });
}
