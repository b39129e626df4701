import { expect, test } from 'vitest';
import { prizesThatTell } from '../../src/dashboard/comparison/winners.js';

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
