import type { Json } from '../../json.js';
import { type Amount, findAmounts } from './amounts.js';
import type { Field } from './field.js';
import { placesOf, type Sheet } from './label.js';
import { addressIn, issuerIn } from './letterhead.js';
import { findByLine } from './lines.js';
import type { Line } from './page.js';
import { amountFor, valuesIn } from './values.js';

/**
 * The strategy `shapes`: what a value looks like counts for more than what stands beside it. A name is looked for in the
 * letterhead, an address in lines that look like one, a date, a choice or a pattern anywhere, an amount in the lines near
 * a label; what has no shape of its own is found as `lines` finds it.
 */
export function findByShape(field: Field, sheet: Sheet): Json | undefined {
  switch (field.kind) {
    case 'issuer':
      return issuerIn(sheet.lines);
    case 'address':
      return addressIn(sheet.lines, linesWith(field, sheet)[0]?.index) ?? addressIn(sheet.lines);
    case 'amount':
      return largestNear(field, sheet);
    case 'date':
    case 'choice':
    case 'pattern':
      return nearLabel(field, sheet) ?? firstAnywhere(field, sheet);
    case 'code':
      return findByLine(field, sheet) ?? firstCode(sheet);
    case 'boolean':
    case 'text':
      return findByLine(field, sheet);
  }
}

interface LabelledLine {
  index: number;
  line: Line;
}

function linesWith(field: Field, sheet: Sheet): LabelledLine[] {
  return sheet.lines.flatMap((line, index) => (placesOf(field, line, sheet).length > 0 ? [{ index, line }] : []));
}

function nearLabel(field: Field, sheet: Sheet): Json | undefined {
  for (const { index, line } of linesWith(field, sheet)) {
    for (const near of [line, sheet.lines[index + 1]]) {
      const [value] = near === undefined ? [] : valuesIn(near.text, field);
      if (value !== undefined) return value.json;
    }
  }
  return undefined;
}

function firstAnywhere(field: Field, sheet: Sheet): Json | undefined {
  for (const line of sheet.lines) {
    const [value] = valuesIn(line.text, field);
    if (value !== undefined) return value.json;
  }
  return undefined;
}

/**
 * The last amount of money beside a label that is within a hundredth of the largest: a total is larger than what it adds
 * up, and a rounded total stands below the exact one.
 */
function largestNear(field: Field, sheet: Sheet): Json | undefined {
  const near = linesWith(field, sheet).flatMap(({ index, line }) => {
    const own = findAmounts(line.text);
    return own.length > 0 ? own : findAmounts(sheet.lines[index + 1]?.text ?? '');
  });
  const money = near.some((amount) => amount.isMoney) ? near.filter((amount) => amount.isMoney) : near;
  const largest = money.reduce((most, amount) => Math.max(most, amount.value), -Infinity);
  const last = money.filter((amount) => amount.value >= largest * 0.99 && fits(field, amount)).at(-1);
  return last === undefined ? undefined : (amountFor(field, last) ?? undefined);
}

function fits(field: Field, amount: Amount): boolean {
  return amountFor(field, amount) !== null;
}

/** Capital letters and digits in one piece, as invoices and orders are numbered. */
const codePattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?=[A-Z\d/-]{0,20}[A-Z])(?=[A-Z/-]{0,20}\d[\d/-]{2})` +
    String.raw`[A-Z\d][A-Z\d/-]{4,30}(?![\p{L}\p{N}])`,
  'u',
);

function firstCode(sheet: Sheet): Json | undefined {
  for (const line of sheet.lines) {
    const code = codePattern.exec(line.text);
    if (code !== null) return code[0];
  }
  return undefined;
}
