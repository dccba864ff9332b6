import { childPointer, pointerTokens } from "./json-pointer.ts";

/** A source file as the parser read it. */
export interface SourceFile {
  /** Absolute path. */
  readonly absoluteRef: string;
  /** The whole text. */
  readonly body: string;
}

/** A node of a source file. */
export interface Place<S extends SourceFile = SourceFile> {
  readonly source: S;
  /** JSON pointer within the file. */
  readonly pointer: string;
}

/**
 * Remembers which node of which source file each object of a document came from, so that a problem
 * found in the bundled and overlaid document is reported where a person can mend it.
 */
export class Places<S extends SourceFile = SourceFile> {
  readonly #nodes = new WeakMap<object, Place<S>>();
  readonly #keys = new WeakMap<object, Map<string, Place<S>>>();

  /** Records the place of every object and array below `node`. */
  record(node: unknown, source: S, pointer = "#/"): void {
    if (typeof node !== "object" || node === null || this.#nodes.has(node)) return;
    this.#nodes.set(node, { source, pointer });
    for (const [key, child] of Object.entries(node)) {
      this.record(child, source, childPointer(pointer, key));
    }
  }

  /** Returns the recorded place of an object. */
  of(node: object): Place<S> | undefined {
    return this.#nodes.get(node);
  }

  /** Records that `copy` stands for `original`. */
  copy(original: object, copy: object): void {
    const place = this.#nodes.get(original);
    if (place !== undefined) this.#nodes.set(copy, place);
  }

  /** Records that the value of `key` in `container` came from elsewhere than the container. */
  setKey(container: object, key: string, place: Place<S>): void {
    const keys = this.#keys.get(container) ?? new Map<string, Place<S>>();
    this.#keys.set(container, keys.set(key, place));
  }

  /** Returns the place of a node of `document`: its own, or one derived from its nearest ancestor. */
  locate(document: object, pointer: string): Place<S> | undefined {
    let node: unknown = document;
    let place = this.#nodes.get(document);
    for (const token of pointerTokens(pointer)) {
      if (typeof node !== "object" || node === null) break;
      const child: unknown = Reflect.get(node, token);
      const own = typeof child === "object" && child !== null ? this.#nodes.get(child) : undefined;
      const set = this.#keys.get(node)?.get(token);
      place = own ?? set ?? (place && { ...place, pointer: childPointer(place.pointer, token) });
      node = child;
    }
    return place;
  }
}
