import { ValidationError } from '../../failures.js';
import type { UncheckedItem } from './item.js';

/** An item as a file has it, and the line it starts on. */
export interface FileItem {
  line: number;
  item: UncheckedItem;
}

/**
 * Gives the items of a file that names none of them the names `item-000001`, `item-000002` … in the order of the file.
 *
 * @throws ValidationError with code MALFORMED_LINE when some items are named and others are not.
 */
export async function* named(items: AsyncIterable<FileItem>): AsyncGenerator<FileItem> {
  let count = 0;
  let firstIsNamed = false;
  for await (const { line, item } of items) {
    count += 1;
    const isNamed = item.externalId !== undefined && item.externalId !== null;
    if (count === 1) firstIsNamed = isNamed;
    if (isNamed !== firstIsNamed) {
      const difference = isNamed
        ? 'has an externalId, and the lines before it have none'
        : 'has no externalId, and the lines before it have one';
      throw new ValidationError(`Line ${line} ${difference}. Name every item, or none.`, {
        code: 'MALFORMED_LINE',
        field: 'externalId',
        line,
      });
    }
    yield isNamed ? { line, item } : { line, item: { ...item, externalId: `item-${String(count).padStart(6, '0')}` } };
  }
}
