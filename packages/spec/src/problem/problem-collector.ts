import { type Problem, type ProblemOperation, SpecError } from "./spec-error.ts";

/** Collects the problems of independent parts of a spec, so that all of them are reported at once. */
export class ProblemCollector {
  readonly #found: Map<string, Problem>;
  readonly #operation: ProblemOperation | undefined;

  constructor(found: Map<string, Problem> = new Map(), operation?: ProblemOperation) {
    this.#found = found;
    this.#operation = operation;
  }

  /** Returns a collector that adds to this one, for problems that concern an operation. */
  for(operation: ProblemOperation): ProblemCollector {
    return new ProblemCollector(this.#found, operation);
  }

  /** Adds a problem. The same problem of several operations, such as a shared parameter's, is added once. */
  add({ message, location, remedy, operations = [] }: Problem): void {
    const key = JSON.stringify([location, message]);
    const known = this.#found.get(key)?.operations ?? [];
    const concerned = [...known, ...operations, ...(this.#operation ? [this.#operation] : [])];
    this.#found.set(key, {
      message,
      location,
      remedy,
      ...(concerned.length > 0 && { operations: distinct(concerned) }),
    });
  }

  /** Returns the result of `work`. If it throws a SpecError, adds its problems and returns `fallback`. */
  attempt<T, F>(work: () => T, fallback: F): T | F {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      for (const problem of error.problems) this.add(problem);
      return fallback;
    }
  }

  /** Returns the result of `work` for each item for which it throws no SpecError, and adds the other problems. */
  attemptEach<Item, T>(items: readonly Item[], work: (item: Item) => T): T[] {
    return items.flatMap((item) => this.attempt(() => [work(item)], []));
  }

  /** Returns the problems in the order in which the files have them. */
  list(): Problem[] {
    return inOrder([...this.#found.values()]);
  }

  /**
   * Does nothing if no problem was added.
   *
   * @throws SpecError with every problem.
   */
  assertNone(): void {
    const [first, ...others] = this.list();
    if (first !== undefined) throw SpecError.of([first, ...others]);
  }
}

function distinct(operations: readonly ProblemOperation[]): ProblemOperation[] {
  return [...new Map(operations.map((each) => [JSON.stringify(each), each])).values()];
}

/** Sorts by file, in the order in which the files first occur, and by position. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ location }) => location.file))];
  return [...problems].sort(
    ({ location: a }, { location: b }) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
