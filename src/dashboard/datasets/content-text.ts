/** How much of a value is shown before someone asks for the rest. */
const foldedLines = 12;
const foldedCharacters = 1_000;
const previewCharacters = 160;

/** A value of an item as one reads it: text as it is, everything else as JSON in lines. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** A value on one line. An object is its keys and values, or the value alone where there is one. */
export function previewOf(value: unknown): string {
  const line = previewed(value).trim().replace(/\s+/g, ' ');
  return line.length > previewCharacters ? `${line.slice(0, previewCharacters)} …` : line;
}

function previewed(value: unknown): string {
  if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const entries = Object.entries(value);
  const text = (entry: unknown) => (typeof entry === 'string' ? entry : JSON.stringify(entry));
  return entries.map(([key, entry]) => (entries.length === 1 ? text(entry) : `${key}: ${text(entry)}`)).join(' · ');
}

/** The beginning of a long text, or null where all of it may be shown. */
export function beginningOf(text: string): string | null {
  const lines = text.split('\n', foldedLines + 1);
  if (lines.length <= foldedLines && text.length <= foldedCharacters) return null;
  return lines.slice(0, foldedLines).join('\n').slice(0, foldedCharacters);
}

/** Whether two values of items are the same. The API gives the keys of objects in one order. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
