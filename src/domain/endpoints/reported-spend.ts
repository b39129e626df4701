import { z } from 'zod';
import { decimalOfNumber } from '../../models/decimal.js';

/** A number of tokens: what the database's integer holds. */
export const reportedTokens = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
/** US dollars: what the database's decimal(24, 12) holds. */
const dollars = z.union([
  z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'expected a decimal number of US dollars, such as "0.0042"'),
  z.number().min(0).lt(1e12).transform(decimalOfNumber),
]);

/** What the user's own service may say that an answer took, beside the answer itself. */
export const reportedSpend = {
  usage: z.object({ inputTokens: reportedTokens.nullable(), outputTokens: reportedTokens.nullable() }).nullish(),
  cost: dollars.nullish(),
};
