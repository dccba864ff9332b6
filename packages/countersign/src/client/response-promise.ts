/** The promise of an answer's body, which can also give the answer itself. */
export interface ResponsePromise<Body> extends Promise<Body> {
  /** Returns the body together with the answer: status and headers. Rejects as the promise itself. */
  withResponse(): Promise<{ data: Body; response: Response }>;
}

/** Returns the promise of an answer as the promise of its body. */
export function toResponsePromise<Body>(
  response: Promise<{ data: Body; response: Response }>,
): ResponsePromise<Body> {
  const body = response.then(({ data }) => data);
  return Object.assign(body, {
    withResponse() {
      // Whoever asks this way handles the rejection here; the body's own would go unhandled.
      body.catch(() => undefined);
      return response;
    },
  });
}
