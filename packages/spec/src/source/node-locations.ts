import { childPointer, pointerTokens } from "../json/json-pointer.ts";

/** A source file as the parser read it. */
export interface SourceFile {
  /** Absolute path. */
  readonly absoluteRef: string;
  /** The whole content. */
  readonly body: string;
}

/** A node of a source file. */
export interface NodeLocation<S extends SourceFile = SourceFile> {
  readonly source: S;
  /** JSON pointer within the file. */
  readonly pointer: string;
}

/**
 * Records which node of which source file each object of a document came from, so that a problem in the
 * bundled and overlaid document is reported where the user can fix it.
 */
export class NodeLocations<S extends SourceFile = SourceFile> {
  // Large documents have hundreds of thousands of nodes, so each node is only a number that indexes its
  // parent's number and its own key.
  readonly #numbers = new WeakMap<object, number>();
  readonly #parents: number[] = [];
  readonly #ownKeys: (string | number)[] = [];
  readonly #roots = new Map<number, NodeLocation<S>>();
  readonly #keys = new WeakMap<object, Map<string, NodeLocation<S>>>();

  /** Records the location of `node`, which is at `pointer`, and of every object and array below it. */
  record(node: unknown, source: S, pointer = "#/"): void {
    if (typeof node !== "object" || node === null || this.#numbers.has(node)) return;
    this.#roots.set(this.#parents.length, { source, pointer });
    this.#record(node, -1, "");
  }

  #record(node: object, parent: number, key: string | number): void {
    const number = this.#parents.push(parent) - 1;
    this.#ownKeys.push(key);
    this.#numbers.set(node, number);
    const isList = Array.isArray(node);
    for (const name of Object.keys(node)) {
      const child: unknown = Reflect.get(node, name);
      if (typeof child !== "object" || child === null || this.#numbers.has(child)) continue;
      this.#record(child, number, isList ? Number(name) : name);
    }
  }

  /** Returns the recorded location of an object. */
  of(node: object): NodeLocation<S> | undefined {
    const number = this.#numbers.get(node);
    return number === undefined ? undefined : this.#locationOf(number);
  }

  #locationOf(number: number): NodeLocation<S> | undefined {
    const root = this.#roots.get(number);
    if (root !== undefined) return root;
    const parent = this.#locationOf(this.#parents[number] ?? -1);
    const key = this.#ownKeys[number] ?? "";
    return parent && { ...parent, pointer: childPointer(parent.pointer, key) };
  }

  /** Records that `copy` has the location of `original`, and its keys those of the original's. */
  copy(original: object, copy: object): void {
    const number = this.#numbers.get(original);
    if (number !== undefined) this.#numbers.set(copy, number);
    const keys = this.#keys.get(original);
    if (keys !== undefined) this.#keys.set(copy, new Map(keys));
  }

  /** Records a location of its own for the value of `key` in `container`. */
  setKey(container: object, key: string, location: NodeLocation<S>): void {
    const keys = this.#keys.get(container) ?? new Map<string, NodeLocation<S>>();
    this.#keys.set(container, keys.set(key, location));
  }

  /** Returns the location of a node of `document`: its own, or one derived from its nearest ancestor. */
  locate(document: object, pointer: string): NodeLocation<S> | undefined {
    let node: unknown = document;
    let location = this.of(document);
    for (const token of pointerTokens(pointer)) {
      if (typeof node !== "object" || node === null) break;
      location = this.#recordedOf(node, token) ?? (location && childOf(location, token));
      node = Reflect.get(node, token);
    }
    return location;
  }

  /** Returns the location of the value of `key` in `container`, which is at `location`. */
  locateChild(container: object, key: string, location: NodeLocation<S>): NodeLocation<S> {
    return this.#recordedOf(container, key) ?? childOf(location, key);
  }

  #recordedOf(container: object, key: string): NodeLocation<S> | undefined {
    const child: unknown = Reflect.get(container, key);
    const own = typeof child === "object" && child !== null ? this.of(child) : undefined;
    return own ?? this.#keys.get(container)?.get(key);
  }
}

function childOf<S extends SourceFile>(location: NodeLocation<S>, key: string): NodeLocation<S> {
  return { ...location, pointer: childPointer(location.pointer, key) };
}
