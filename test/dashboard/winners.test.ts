import { expect, test } from 'vitest';
import { prizesThatTell, withPassesMost } from '../../src/dashboard/comparison/winners.js';

test('Only a prize that one has and another has not says something', () => {
  const tied = { cheapest: true, fewestTokens: true };
  expect([
    ...prizesThatTell([
      { ...tied, fastest: true },
      { ...tied, fastest: false },
    ]),
  ]).toEqual(['fastest']);
  expect([...prizesThatTell([{ fastest: true, best: true }])]).toEqual([]);
  expect([...prizesThatTell([{ cheapest: true }, { cheapest: true }, { cheapest: false }])]).toEqual(['cheapest']);
  expect([...prizesThatTell([])]).toEqual([]);
});

test('The highest pass rate wins, with all that tie, where one run can be better than another at all', () => {
  const column = (best: boolean, passRate: number | null) => ({ best, passRate });
  const passesMost = (...columns: ReturnType<typeof column>[]) => withPassesMost(columns).map((one) => one.passesMost);
  expect(passesMost(column(true, 25), column(false, 47.5), column(false, 47.5), column(false, null))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(passesMost(column(false, 25), column(false, 50))).toEqual([false, false]);
  expect(passesMost()).toEqual([]);
});
