/**
 * Formats that are validated in addition to OpenAPI's numeric ones. A format that is not listed here
 * is not checked.
 */
export const formats: Readonly<Record<string, RegExp | ((value: string) => boolean)>> = {
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  email: /^[^\s@]+@[^\s@]+$/,
  date: isDate,
  "date-time": isDateTime,
  uri: (value) => /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(value),
};

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  // `Date` either rejects a date such as February 30 or moves it into the next month.
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value);
}

function isDateTime(value: string): boolean {
  const [date = "", time = ""] = value.split(/[Tt]/);
  return (
    isDate(date) && /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(time)
  );
}
