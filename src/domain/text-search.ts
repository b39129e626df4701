import { storableText } from '../json.js';

/** That a column contains a text, in any case, as a condition for Prisma. */
export function containing(text: string): { contains: string; mode: 'insensitive' } {
  return { contains: literal(storableText(text)), mode: 'insensitive' };
}

/** {@link containing} as a pattern for ILIKE. */
export function patternContaining(text: string): string {
  return `%${containing(text).contains}%`;
}

/** Text in which LIKE's wildcards stand for themselves; Prisma's `contains` leaves them as they are. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
