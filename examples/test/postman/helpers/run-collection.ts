import { createReadStream, type Stats, stat } from "node:fs";
import { join } from "node:path";
import { Collection, VariableScope } from "postman-collection";
import { Runner } from "postman-runtime";

/** The outcome of a request. */
export interface CollectionResponse {
  readonly name: string;
  readonly status: number | undefined;
  readonly error: string | undefined;
}

/** The result of running a collection. */
export interface CollectionRun {
  readonly responses: readonly CollectionResponse[];
  /** Errors that scripts threw. */
  readonly exceptions: readonly string[];
}

/** Imports a collection into Postman's own engine and sends all its requests. */
export function runCollection(
  definition: object,
  { values, folder }: { values: Readonly<Record<string, string>>; folder: string },
): Promise<CollectionRun> {
  const environment = new VariableScope({
    values: Object.entries(values).map(([key, value]) => ({ key, value })),
  });
  const responses: CollectionResponse[] = [];
  const exceptions: string[] = [];
  // The collection refers to files by name only.
  const fileResolver = {
    stat: (path: string, done: (error: Error | null, stats: Stats) => void) =>
      stat(join(folder, path), done),
    createReadStream: (path: string) => createReadStream(join(folder, path)),
  };
  return new Promise((resolve, reject) => {
    new Runner().run(new Collection(definition), { environment, fileResolver }, (failure, run) => {
      if (failure) return reject(failure);
      run.start({
        exception: (_, error) => exceptions.push(error.message),
        request: (error, _, response, __, { name }) =>
          responses.push({ name, status: response?.code, error: error?.message }),
        done: (error) => (error ? reject(error) : resolve({ responses, exceptions })),
      });
    });
  });
}
