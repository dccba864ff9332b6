/**
 * Formats that are validated besides OpenAPI's own numeric ones. A format that is not listed is not
 * checked.
 */
export const formats: Readonly<Record<string, RegExp | ((text: string) => boolean)>> = {
  uuid: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  email: /^[^\s@]+@[^\s@]+$/,
  date: isDate,
  "date-time": isDateTime,
  uri: (text) => /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(text),
};

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // A date such as February 30 is either invalid or moved to the next month.
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const [date = "", time = ""] = text.split(/[Tt]/);
  return (
    isDate(date) && /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(time)
  );
}
