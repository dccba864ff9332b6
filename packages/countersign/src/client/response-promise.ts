/** Promise of a response body, which can also return the response itself. */
export interface ResponsePromise<Body> extends Promise<Body> {
  /** Returns the body and the response, with its status and headers. Rejects for the same errors as the promise. */
  withResponse(): Promise<{ data: Body; response: Response }>;
}

/** Turns the promise of a response into the promise of its body. */
export function toResponsePromise<Body>(
  response: Promise<{ data: Body; response: Response }>,
): ResponsePromise<Body> {
  const body = response.then(({ data }) => data);
  return Object.assign(body, {
    withResponse() {
      // The caller handles the returned promise's rejection; the body promise's would go unhandled.
      body.catch(() => undefined);
      return response;
    },
  });
}
