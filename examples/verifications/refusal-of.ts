import { HttpError } from "countersign";

/**
 * Returns the error of a call that the provider refuses.
 *
 * @throws Error if the call succeeds, and what it throws if that is not a refusal.
 */
export async function refusalOf(call: Promise<unknown>): Promise<HttpError> {
  const error = await call.then(
    () => new Error("The call was not refused."),
    (reason: unknown) => reason,
  );
  if (error instanceof HttpError) return error;
  throw error;
}
