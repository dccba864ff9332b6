import { isDeepStrictEqual } from "node:util";
import { isObject, nodeAt } from "@countersign/spec/json";
import type { Assignment } from "@countersign/spec/vocabulary";
import type { PublishedEvent } from "../deliveries/create-courier.ts";
import { removeAt, setAt } from "../json/set-at.ts";
import { type Move, moveFrom, timedMoves } from "../lifecycle/lifecycle.ts";
import type { Resource, ResourceOperation, Resources } from "../resources/resource.ts";
import type { ValueChecks } from "../validation/check-value.ts";
import type { Clock } from "../world/clock.ts";
import type { Ids } from "../world/ids.ts";
import { beginRecord, touch, withoutTimes } from "./begin-record.ts";
import { fillTemplate, type TemplateSource } from "./fill-template.ts";
import { keepSent, type Shapes } from "./keep-sent.ts";
import { showRecord } from "./show-record.ts";
import type { RecordKey, Store, StoredRecord } from "./store.ts";

/** What a keeper works with. */
export interface KeeperOptions extends ValueChecks {
  readonly provider: string;
  readonly resources: Resources;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly publish: (event: PublishedEvent) => void;
  readonly newSecret: NonNullable<TemplateSource["newSecret"]>;
  /** Returns the address of the end user's page of a record; undefined if its resource has none. */
  readonly pageOf: (resource: Resource, record: StoredRecord) => string | undefined;
}

/** What the templates of an operation can refer to besides the record. */
export interface Call extends Partial<Pick<TemplateSource, "body" | "copied" | "first" | "last">> {
  /** JSON pointer of the value that the records have in common among which `{next:…}` counts. */
  readonly match?: string | undefined;
}

/** What a new record is made from. */
export interface NewRecord {
  /** Values to begin with instead of the examples'. */
  readonly copied?: StoredRecord["value"] | undefined;
  readonly account: string;
  /** Name of the resource, with the parents of the record; see `below`. */
  readonly resource: string;
  /** Undefined for a new ID. */
  readonly id: string | undefined;
  readonly body: unknown;
}

/** Keeps the records of a provider: makes, changes and moves them, and publishes the events of each move. */
export interface Keeper {
  /** Keeps a new record. */
  create(operation: ResourceOperation, from: NewRecord): StoredRecord;
  /** Changes a record to what was sent. */
  keep(record: StoredRecord, operation: ResourceOperation, body: unknown): StoredRecord;
  /** Writes values into a record. */
  assign(record: StoredRecord, sets: readonly Assignment[], call?: Call): StoredRecord;
  /** Returns a value with values written into it, such as the body of a response. */
  written(value: unknown, sets: readonly Assignment[], record: StoredRecord, call?: Call): unknown;
  move(record: StoredRecord, move: Move, call?: Call): StoredRecord;
  remove(record: StoredRecord): void;
  publish(record: StoredRecord, events: readonly string[]): void;
  /** Plans the moves that time makes of a record that was kept before. */
  resume(record: StoredRecord): void;
}

/** Returns the name under which the records below some parents are kept. */
export function below(resource: string, parents: readonly string[]): string {
  return [resource, ...parents].join("@");
}

/** Returns the name of a resource without the parents. */
export function resourceName(name: string): string {
  return name.split("@")[0] ?? name;
}

/** Creates the keeper of a provider's records. */
export function createKeeper(options: KeeperOptions): Keeper {
  const { provider, resources, store, clock, ids, conforms } = options;
  const byName = new Map(resources.all.map((resource) => [resource.name, resource]));
  const planned = new Map<string, () => void>();

  const resourceOf = (record: RecordKey): Resource => {
    const resource = byName.get(resourceName(record.resource));
    return resource ?? { name: record.resource, idAt: "/id", shapes: [] };
  };

  const shapesOf = (resource: Resource): Shapes => ({
    schemas: resource.shapes.map(({ schema }) => schema),
    conforms,
  });

  const sourceOf = (record: StoredRecord, { match, ...call }: Call = {}): TemplateSource => ({
    now: clock.now(),
    id: record.id,
    state: record.state,
    // Built only when a template asks for it.
    get page() {
      return options.pageOf(resourceOf(record), record);
    },
    record: record.value,
    ids,
    newSecret: options.newSecret,
    next: (pointer) => {
      const numbers = peers(record, match).map(({ value }) => Number(nodeAt(value, pointer)));
      return Math.max(0, ...numbers.filter((each) => Number.isFinite(each))) + 1;
    },
    ...call,
  });

  /** Returns the other records of the resource that have the same value at a JSON pointer. */
  const peers = (record: StoredRecord, match: string | undefined): readonly StoredRecord[] => {
    const { account, resource, id } = record;
    const common = match && nodeAt(record.value, match);
    return store
      .list({ provider, account, resource })
      .filter((each) => each.id !== id && (!match || nodeAt(each.value, match) === common));
  };

  /** Keeps a record. Its state is the one that it shows, if it shows a declared one. */
  const put = (record: StoredRecord): StoredRecord => {
    const { lifecycle } = resourceOf(record);
    const shown = lifecycle?.state && nodeAt(record.value, lifecycle.state);
    const state =
      typeof shown === "string" && lifecycle?.states[shown] !== undefined ? shown : record.state;
    const movedAt = state === record.state ? record.movedAt : clock.now();
    const kept = { ...record, state, movedAt };
    store.put(kept);
    plan(kept);
    return kept;
  };

  const plan = (record: StoredRecord): void => {
    const { lifecycle } = resourceOf(record);
    if (lifecycle === undefined || record.state === undefined) return;
    unplan(record);
    const [next] = timedMoves(lifecycle, record.state)
      .map((move) => ({ move, at: dueAt(record, move) }))
      .filter(({ at }) => !Number.isNaN(at))
      .sort((one, other) => one.at - other.at);
    if (next === undefined) return;
    const cancel = clock.schedule(next.at, () => {
      const current = store.get(record);
      if (current !== undefined && current.state === record.state) move(current, next.move);
    });
    planned.set(nameOf(record), cancel);
  };

  const unplan = (record: RecordKey): void => {
    planned.get(nameOf(record))?.();
    planned.delete(nameOf(record));
  };

  /** Returns the assignments that apply. Of several for one place, only the first does. */
  const applying = (
    sets: readonly Assignment[],
    record: StoredRecord,
    { body }: Call,
  ): readonly Assignment[] => {
    const taken = new Set<string>();
    return sets.filter(({ at, resource = "", when, in: states, do: change }) => {
      const place = `${resource} ${at}`;
      const applies =
        !taken.has(place) &&
        (states === undefined || states.includes(record.state ?? "")) &&
        (when === undefined || options.matches(Object(when), body ?? {}));
      if (applies && change === undefined) taken.add(place);
      return applies;
    });
  };

  const written: Keeper["written"] = (value, sets, record, call = {}) => {
    let result = value;
    for (const { at, value: declared, do: change } of applying(sets, record, call)) {
      const filled = fillTemplate(declared, sourceOf(record, call), nodeAt(result, at));
      result = withPlace(result, at, filled, change);
    }
    return result;
  };

  const assign: Keeper["assign"] = (record, sets, call = {}) => {
    let next = record;
    for (const set of applying(sets, record, call)) {
      const { at, value, resource, do: change } = set;
      const target = resource === undefined ? next : store.get({ ...record, resource });
      if (target === undefined) continue;
      const filled = fillTemplate(value, sourceOf(next, call), nodeAt(target.value, at));
      const kept = withValue(target, withPlace(target.value, at, filled, change));
      if (resource === undefined) next = kept;
      else put({ ...kept, value: touch(kept.value, clock.now()) });
    }
    return next === record ? record : put(next);
  };

  const enter = (record: StoredRecord, state: string): StoredRecord => {
    const { lifecycle } = resourceOf(record);
    const value = lifecycle?.state ? setAt(record.value, lifecycle.state, state) : record.value;
    const entered = put({ ...withValue(record, value), state, movedAt: clock.now() });
    return assign(entered, lifecycle?.states[state]?.sets ?? []);
  };

  const publish: Keeper["publish"] = (record, events) => {
    for (const event of events) {
      const { place, word } = resources.eventOf(event, resourceOf(record));
      options.publish({
        provider,
        account: record.account,
        event,
        body: (example) => {
          const shown = place && showRecord(place.schema, record.value, nodeAt(example, place.at));
          const body = place === undefined ? example : setAt(example, place.at, shown);
          return written(body, word.sets ?? [], record);
        },
      });
    }
  };

  const move: Keeper["move"] = (record, made, call) => {
    const touched = { ...record, value: touch(record.value, clock.now()) };
    // The values of the move come last: they are more specific than those of the state.
    const moved = assign(enter(touched, made.to), made.sets ?? [], call);
    publish(moved, made.events ?? []);
    const { lifecycle } = resourceOf(record);
    if (made.others === undefined || lifecycle === undefined) return moved;
    for (const other of peers(moved, made.others.match)) {
      const follows = moveFrom(lifecycle, other.state ?? "", made.others.move);
      if (follows !== undefined) move(other, follows);
    }
    return moved;
  };

  return {
    create(operation, { account, resource: name, id: given, body, copied }) {
      const { resource, sentSchema, bodyAt } = operation;
      const now = clock.now();
      const fresh = beginRecord(resource.shapes, now, conforms);
      const shapes = shapesOf(resource);
      const begun =
        copied === undefined ? fresh : { ...fresh, ...withoutTimes(copied, shapes.schemas) };
      const sent = bodyAt === undefined ? undefined : nodeAt(body, bodyAt);
      const kept = sentSchema
        ? keepSent(begun, { body: sent, schema: sentSchema, isWhole: copied === undefined }, shapes)
        : begun;
      const sequence = store.next();
      const example = nodeAt(fresh, resource.idAt);
      const own = given ?? nodeAt(sent, resource.idAt);
      const newId = typeof example === "number" ? sequence : ids.like(example);
      const id = String(own ?? newId);
      const record: StoredRecord = {
        provider,
        account,
        resource: name,
        id,
        value: kept,
        state: undefined,
        createdAt: now,
        movedAt: now,
        sequence,
      };
      const named = withValue(record, setAt(kept, resource.idAt, own ?? newId));
      const { lifecycle } = resource;
      if (lifecycle === undefined) return put(named);
      const wanted = lifecycle.state === undefined ? undefined : nodeAt(sent, lifecycle.state);
      const isState = typeof wanted === "string" && Object.hasOwn(lifecycle.states, wanted);
      return enter(named, isState ? wanted : lifecycle.initial);
    },
    keep(record, { resource, action, sentSchema, bodyAt }, body) {
      if (sentSchema === undefined || bodyAt === undefined) return record;
      const sent = {
        body: nodeAt(body, bodyAt),
        schema: sentSchema,
        isWhole: action === "replace",
      };
      const shapes = shapesOf(resource);
      const kept = keepSent(record.value, sent, shapes);
      const named = setAt(kept, resource.idAt, nodeAt(record.value, resource.idAt));
      return put(withValue(record, touch(Object(named), clock.now())));
    },
    assign,
    written,
    move,
    remove(record) {
      unplan(record);
      store.delete(record);
    },
    publish,
    resume: plan,
  };
}

/** Returns a value with another at a JSON pointer: in its place, as an item of a list more or less, or nothing there. */
function withPlace(value: unknown, at: string, filled: unknown, change: Assignment["do"]): unknown {
  if (change === undefined)
    return filled === undefined ? removeAt(value, at) : setAt(value, at, filled);
  const before = nodeAt(value, at);
  const items: unknown[] = Array.isArray(before) ? before : [];
  const others = items.filter((item) => !isDeepStrictEqual(item, filled));
  if (change === "remove") return setAt(value, at, others);
  return others.length < items.length || filled === undefined
    ? value
    : setAt(value, at, [...items, filled]);
}

function nameOf({ account, resource, id }: RecordKey): string {
  return JSON.stringify([account, resource, id]);
}

function dueAt({ value, movedAt }: StoredRecord, { at, after = 0 }: Move): number {
  return at === undefined ? movedAt + after * 1000 : Date.parse(String(nodeAt(value, at)));
}

function withValue(record: StoredRecord, value: unknown): StoredRecord {
  return { ...record, value: isObject(value) ? value : record.value };
}
