import { childPointer, nodeAt, refPointer } from "../json/json-pointer.ts";
import { type Problem, type SourceLocation, SpecError } from "../problem/spec-error.ts";

/** A document, and the source locations of its nodes. */
export interface CursorSubject {
  readonly document: object;
  /** Returns where the node at a JSON pointer is written. */
  readonly locationOf: (pointer: string) => SourceLocation;
}

/** A node of a document with its JSON pointer, so that problems can be located. */
export class Cursor {
  readonly value: unknown;
  readonly pointer: string;
  readonly #spec: CursorSubject;

  constructor(spec: CursorSubject, value: unknown, pointer: string) {
    this.#spec = spec;
    this.value = value;
    this.pointer = pointer;
  }

  /** Returns a cursor at the root of a spec's document. */
  static root(spec: CursorSubject): Cursor {
    return new Cursor(spec, spec.document, "#/");
  }

  /** Returns a cursor at a child, which need not exist. Follows references. */
  at(key: string | number): Cursor {
    const { value } = this;
    const has = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    const child: unknown = has ? Reflect.get(value, key) : undefined;
    return new Cursor(this.#spec, child, childPointer(this.pointer, key)).#resolved();
  }

  /** Whether the node exists. */
  get exists(): boolean {
    return this.value !== undefined;
  }

  /** Returns the keys and children of an object, or an empty list if the node does not exist or is empty. */
  entries(): [string, Cursor][] {
    const { value } = this;
    if (this.#isEmpty) return [];
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return this.fail("This must be an object.", "Write a mapping here.");
    }
    return Object.keys(value).map((key) => [key, this.at(key)]);
  }

  /** Returns the items of an array, or an empty list if the node does not exist or is empty. */
  items(): Cursor[] {
    if (this.#isEmpty) return [];
    if (!Array.isArray(this.value)) return this.fail("This must be a list.", "Write a list here.");
    return this.value.map((_, index) => this.at(index));
  }

  /** In YAML, a key with nothing after it has the value null. */
  get #isEmpty(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** Returns the value of a string node. */
  string(): string {
    if (typeof this.value === "string") return this.value;
    return this.fail(
      this.exists ? "This must be a string." : "This is missing.",
      "Write a string; quote it if it looks like a number.",
    );
  }

  /** Returns the trimmed value of a string node, or undefined if it is missing or empty. */
  optionalString(): string | undefined {
    if (!this.exists) return undefined;
    const string = this.string().trim();
    return string === "" ? undefined : string;
  }

  /** Throws a SpecError at this node's location. */
  fail(message: string, remedy: string): never {
    throw new SpecError(message, this.problem(message, remedy));
  }

  /** Returns a problem at this node's location. */
  problem(message: string, remedy: string): Problem {
    return { message, location: this.#spec.locationOf(this.pointer), remedy };
  }

  #resolved(): Cursor {
    let cursor: Cursor = this;
    for (let hops = 0; hops < 100; hops += 1) {
      const { value } = cursor;
      const ref: unknown =
        typeof value === "object" && value !== null ? Reflect.get(value, "$ref") : undefined;
      if (typeof ref !== "string") return cursor;
      const pointer = refPointer(ref);
      if (!pointer.startsWith("#")) {
        return cursor.fail(
          `The reference "${ref}" points outside the document.`,
          "Bundle it first.",
        );
      }
      const target = nodeAt(this.#spec.document, pointer);
      if (target === undefined) {
        return cursor.fail(
          `The reference "${ref}" cannot be resolved.`,
          "Correct it, or add its target.",
        );
      }
      cursor = new Cursor(this.#spec, target, pointer);
    }
    return this.fail(
      `The reference "${Reflect.get(Object(this.value), "$ref")}" is circular.`,
      "Break the cycle.",
    );
  }
}
