import type { Cursor } from "@countersign/spec/openapi";
import type { DeliveryScheme } from "./delivery-scheme.ts";
import type { ReceiverDeclaration } from "./receiver-declaration.ts";

/** A provider, as far as its deliveries are concerned. */
export interface DeliverySource {
  readonly name: string;
  readonly deliveries: DeliveryScheme;
  /** Resources whose records are receivers. */
  readonly receivers: readonly ReceiverDeclaration[];
  /** The operation of each webhook event, by its name. */
  readonly events: ReadonlyMap<string, Cursor>;
  /** In place of the operation of an event that the document does not describe. */
  readonly noEvent: Cursor;
  /** Secret of webhook deliveries; undefined if they have none. */
  readonly webhookSecret: string | undefined;
}
