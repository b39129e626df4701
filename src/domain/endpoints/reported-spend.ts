import { z } from 'zod';
import { decimalOfNumber, formatDecimal, parseDecimal } from '../../models/decimal.js';

/** A number of tokens: what the database's integer holds. */
export const reportedTokens = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const tokensOrUnknown = reportedTokens.nullish().transform((given) => given ?? null);
/** US dollars: what the database's decimal(24, 12) holds, in one spelling for each amount. */
const dollars = z.union([
  z
    .string()
    .regex(/^\d{1,12}(\.\d{1,12})?$/, 'expected a decimal number of US dollars, such as "0.0042"')
    .transform((given) => formatDecimal(parseDecimal(given))),
  z.number().min(0).lt(1e12).transform(decimalOfNumber),
]);

/** What the user's own service may say that an answer took, beside the answer itself. What it does not say is null. */
export const reportedSpend = {
  usage: z
    .object({ inputTokens: tokensOrUnknown, outputTokens: tokensOrUnknown })
    .nullish()
    .transform((given) => (given && (given.inputTokens ?? given.outputTokens) !== null ? given : null)),
  cost: dollars.nullish().transform((given) => given ?? null),
};
