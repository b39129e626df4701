import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDelta, formatDuration } from '../../src/dashboard/quantities.js';
import { baselineChoices } from '../../src/dashboard/regression/baseline-choices.js';
import type { RunChoiceFragment } from '../../src/dashboard/regression/generated.js';
import { ignoredByName } from '../../src/dashboard/regression/ignored-evaluators.js';
import { deltaTone, formatSigned } from '../../src/dashboard/regression/signed.js';
import { thresholdsWith } from '../../src/dashboard/regression/thresholds.js';

describe('A difference', () => {
  test('has a sign and a unit, and no sign where it is rounded to nothing', () => {
    expect(formatSigned(-30, formatDuration)).toBe('−30 ms');
    expect(formatSigned(61_000, formatDuration)).toBe('+1 min 1 s');
    expect(formatSigned(-0.01, formatDuration)).toBe('0 ms');
    expect(formatSigned(null, formatDuration)).toBe('–');
  });

  test('has the tone of the sign that is shown', () => {
    const tones = { '+': 'good', '−': 'bad', '0': 'neutral' };
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -0.001, max: 0.001, noNaN: true })),
        (delta) => {
          expect(Object.entries(tones)).toContainEqual([formatDelta(delta)[0], deltaTone(delta)]);
        },
      ),
    );
    expect(deltaTone(null)).toBe('neutral');
  });
});

test('an evaluator that does not count is named once, with the reason', () => {
  expect(
    ignoredByName([
      { name: 'new', side: 'CURRENT' },
      { name: 'stricter', side: 'CURRENT' },
      { name: 'stricter', side: 'BASELINE' },
      { name: 'former', side: 'BASELINE' },
    ]),
  ).toEqual([
    { name: 'new', why: 'it judged this run alone' },
    { name: 'stricter', why: 'it judged the two runs by different rules' },
    { name: 'former', why: 'it judged the baseline run alone' },
  ]);
});

test('whatever threshold the address says can be chosen, in its place and once', () => {
  expect(thresholdsWith(0.05)).toEqual([0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5]);
  expect(thresholdsWith(0.07)).toContain(0.07);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (threshold) => {
      const choices = thresholdsWith(threshold);
      expect(choices).toContain(threshold);
      expect(choices).toEqual([...new Set(choices)].sort((a, b) => a - b));
    }),
  );
});

test('a run can be compared with the completed runs of its variant over the same dataset, and not with itself', () => {
  const run = (id: string, other: { variant?: string; dataset?: string; status?: RunChoiceFragment['status'] } = {}) => ({
    id,
    status: other.status ?? 'COMPLETED',
    createdAt: '2026-04-14T09:14:00Z',
    baseline: false,
    variant: { id: other.variant ?? 'var_1' },
    datasetVersion: { id: `dsv_${id}`, dataset: { id: other.dataset ?? 'dst_1' } },
    metrics: { averageScore: 0.5 },
  });
  const runs = [
    run('run_4'),
    run('run_3'),
    run('run_2', { status: 'RUNNING' }),
    run('run_1', { variant: 'var_2' }),
    run('run_0', { dataset: 'dst_2' }),
  ];
  expect(baselineChoices(runs, 'run_3').map(({ id }) => id)).toEqual(['run_4']);
  expect(baselineChoices(runs, 'run_9')).toEqual([]);
});
