import { expect, test } from 'vitest';
import { costOf, PriceOverrides } from '../../src/models/prices.js';
import { blockIn, section, tableRows } from './pages.js';

const prices = PriceOverrides.parse(JSON.parse(blockIn('json', 'prices').text))['my-model'] ?? null;

test.each(tableRows(section('costs.md', 'One call'), 'input'))(
  '%s tokens in, %s of them read from and %s written into the cache, and %s out cost %s',
  (...cells) => {
    const [inputTokens = 0, cacheReadTokens, cacheWriteTokens, outputTokens = 0] = cells.map(Number);
    expect(costOf({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }, prices)).toBe(cells.at(-1));
  },
);
