/** An exact decimal: units × 10^-scale. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** The decimal behind a text such as `12`, `0.15` or `-3.50`. */
export function parseDecimal(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** The shortest text of a decimal: no exponent, no trailing zeros. */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const sign = units < 0n ? '-' : '';
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

/** The exact sum. */
export function sumDecimals(terms: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...terms.map((term) => term.scale));
  const units = terms.reduce((sum, term) => sum + term.units * 10n ** BigInt(scale - term.scale), 0n);
  return { units, scale };
}

/**
 * A number as the decimal text that a person wrote it as: what binary fractions add beyond 15 significant digits is
 * dropped, and there is no exponent. Exact to 12 places after the point.
 */
export function decimalOfNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return formatDecimal(parseDecimal(text.includes('e') ? rounded.toFixed(12) : text));
}
