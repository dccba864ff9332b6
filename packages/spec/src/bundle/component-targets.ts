import {
  type Config,
  createConfig,
  mapTypeToComponent,
  type Oas3Preprocessor,
  type ResolveResult,
} from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";

/** A node that a reference leads to, and that bundling makes a component. */
export interface ComponentTarget {
  /** Its section of `components`, such as `schemas`. */
  readonly section: string;
  /** The name that the engine gives it: the last part of its pointer or, for a whole file, of its path. */
  readonly name: string;
  /** Path or URL of its file. */
  readonly file: string;
  /** Pointer within the file. */
  readonly pointer: string;
  readonly node: object;
  /** Names under which `components` of the root document refers to it, sorted. */
  readonly aliases: readonly string[];
}

/** Returns what identifies a target within its section, to sort targets by. */
export function targetId({ file, pointer }: ComponentTarget): string {
  return `${file} ${pointer}`;
}

/** Reports every target of a document before it is bundled, except components of the root document itself. */
export async function withTargets(
  root: string,
  report: (targets: readonly ComponentTarget[]) => void,
): Promise<Config> {
  const plugin = { id: "own", preprocessors: { oas3: { targets: collect(root, report) } } };
  return createConfig({ plugins: [plugin], preprocessors: { "own/targets": "on" } });
}

function collect(
  root: string,
  report: (targets: readonly ComponentTarget[]) => void,
): Oas3Preprocessor {
  const targets = new Map<string, ComponentTarget>();
  const aliases = new Map<string, string[]>();
  const add = (
    section: string | null,
    { chain: [hop] = [], node: last, location: end }: ResolveResult<object>,
    from?: string,
  ): string | undefined => {
    // A `$ref` with members beside it is a node of its own, which becomes the component.
    const { node, location } = hop ?? { node: last, location: end };
    if (section === null || location === undefined || !isObject(node)) return undefined;
    const { pointer, source, absolutePointer } = location;
    const file = source.absoluteRef;
    // These keep their place in the root document.
    if (file === root && (isComponent(pointer, section) || from === root)) return undefined;
    const name = lastOf(pointer, "/") || lastOf(file, /[/\\]/).replace(/\.[^.]+$/, "");
    const key = `${section} ${absolutePointer}`;
    const known = aliases.get(key) ?? [];
    aliases.set(key, known);
    targets.set(key, { section, name, file, pointer, node, aliases: known });
    return key;
  };
  return () => ({
    ref: {
      leave(node, { type, rawLocation }, resolved) {
        const section = mapTypeToComponent(type.name, "oas3");
        const { source, pointer } = rawLocation;
        const key = add(section, resolved, source.absoluteRef);
        const isAlias = source.absoluteRef === root && Object.keys(node).length === 1;
        if (key === undefined || !isAlias || !isComponent(pointer, section)) return;
        aliases.get(key)?.push(lastOf(pointer, "/"));
      },
    },
    Discriminator: {
      leave({ mapping, defaultMapping }, { resolve }) {
        const refs = [defaultMapping, ...Object.values(isObject(mapping) ? mapping : {})];
        for (const $ref of refs) {
          if (typeof $ref === "string") add("schemas", resolve({ $ref }));
        }
      },
    },
    Root: {
      leave() {
        for (const names of aliases.values()) names.sort();
        report([...targets.values()]);
      },
    },
  });
}

function isComponent(pointer: string, section: string | null): boolean {
  const start = `#/components/${section}/`;
  return pointer.startsWith(start) && !pointer.slice(start.length).includes("/");
}

function lastOf(text: string, separator: string | RegExp): string {
  return text.split(separator).at(-1) ?? "";
}
