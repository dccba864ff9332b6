/**
 * Sets a value at the path of a name such as `filter[status]` or `data[attributes][file]`. If there
 * is a value already, both become a list.
 */
export function nestValue(target: Record<string, unknown>, name: string, value: unknown): void {
  const [base = name, ...keys] = name.split("[").map((key) => key.replace(/\]$/, ""));
  let owner = target;
  let last = base;
  for (const key of keys.filter((each) => each !== "")) {
    owner = descend(owner, last);
    last = key;
  }
  const present = owner[last];
  owner[last] = present === undefined ? value : [present, value].flat();
}

function descend(owner: Record<string, unknown>, key: string): Record<string, unknown> {
  const present = owner[key];
  if (isMutableRecord(present)) return present;
  // Without a prototype, so that `__proto__` is an ordinary key.
  const created: Record<string, unknown> = Object.create(null);
  owner[key] = created;
  return created;
}

function isMutableRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}
