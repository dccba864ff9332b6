/** Returns the first line of a message. */
export function firstLine(message: string): string {
  return message.trim().split("\n")[0] ?? "";
}

/** Returns the message of a thrown value. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
