import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvaluatorSnapshot, Score } from '../../../src/domain/evaluation/evaluator.js';
import { evaluatorDefinitions } from '../../../src/domain/evaluation/evaluators.js';
import { judgeLocally, meanOf, overallScore, scoreFromVerdict, scoresOfFault } from '../../../src/domain/evaluation/scoring.js';
import type { Fault } from '../../../src/models/outcome.js';
import { item, snapshot } from './judging.js';

const judge: EvaluatorSnapshot = { ...snapshot('LLM_JUDGE'), threshold: 0.3 };
const fault: Fault = {
  kind: 'fault',
  type: 'timeout',
  message: 'No answer.',
  recovery: { when: 'never' },
  usage: { inputTokens: 3, outputTokens: null },
  cost: '0.1',
  durationMs: 1,
};

function verdict(value: number) {
  return { kind: 'verdict', value, explanation: null, usage: null, cost: null } as const;
}

test('thresholds are 1 for what is right or wrong, and one half for what is more or less', () => {
  const thresholds = Object.fromEntries(Object.values(evaluatorDefinitions).map(({ kind, threshold }) => [kind, threshold]));
  expect(thresholds).toEqual({
    EXACT_MATCH: 1,
    JSON_SCHEMA: 1,
    CONTAINS: 1,
    REGEX: 1,
    NUMERIC: 1,
    GROUNDING: 0.5,
    LEVENSHTEIN: 0.5,
    LLM_JUDGE: 0.5,
    WEBHOOK: 0.5,
  });
  for (const [kind, definition] of Object.entries(evaluatorDefinitions)) expect(definition.kind).toBe(kind);
});

test('local evaluators judge in order; one without anything to judge by gives no score, and a remote one waits', () => {
  const snapshots = [snapshot('REGEX', { pattern: 'x' }), judge, snapshot('EXACT_MATCH'), snapshot('CONTAINS', { text: 'y' })];
  expect(judgeLocally(snapshots, { item: item(), output: 'x' }).map(({ evaluatorId, value }) => [evaluatorId, value])).toEqual([
    ['REGEX', 1],
    ['CONTAINS', 0],
  ]);
});

test('an evaluator that throws gives a score with an error, and the others judge on', () => {
  const scores = judgeLocally([snapshot('NUMERIC'), snapshot('REGEX', { nonsense: 1 }, 'broken'), snapshot('LEVENSHTEIN')], {
    item: item('x'),
    output: 'x',
  });
  expect(scores).toMatchObject([
    { value: null, passed: null, error: { type: 'evaluator_failed' } },
    { value: null, error: { type: 'evaluator_failed' } },
    { value: 1, error: null },
  ]);
  expect(overallScore(scores, [snapshot('NUMERIC'), snapshot('REGEX', {}, 'broken'), snapshot('LEVENSHTEIN')])).toEqual({
    score: null,
    passed: null,
  });
});

test('a result without output scores 0 by every evaluator', () => {
  const snapshots = [snapshot('EXACT_MATCH'), judge];
  expect(scoresOfFault(snapshots)).toMatchObject([
    { value: 0, passed: false },
    { value: 0, passed: false },
  ]);
  expect(overallScore(scoresOfFault(snapshots), snapshots)).toEqual({ score: 0, passed: false });
});

describe("a model's verdict", () => {
  test('is clamped to 0 to 1 and held against the threshold', () => {
    expect(scoreFromVerdict(judge, verdict(0.1 + 0.2))).toMatchObject({ value: 0.3, passed: true });
    expect(scoreFromVerdict(judge, verdict(7))).toMatchObject({ value: 1, passed: true });
    expect(scoreFromVerdict(judge, verdict(-7))).toMatchObject({ value: 0, passed: false });
    expect(scoreFromVerdict(judge, verdict(Number.NaN))).toMatchObject({ value: null, error: { type: 'invalid_score' } });
    expect(scoreFromVerdict(judge, null)).toBeNull();
  });

  test('that did not come leaves the score open, and says what it cost', () => {
    expect(scoreFromVerdict(judge, fault)).toEqual({
      evaluatorId: 'LLM_JUDGE',
      value: null,
      passed: null,
      explanation: null,
      error: { type: 'timeout', message: 'No answer.' },
      usage: { inputTokens: 3, outputTokens: null },
      cost: '0.1',
    });
  });
});

describe('the overall score', () => {
  test('is null without scores, and after a failed evaluator', () => {
    expect(overallScore([], [judge])).toEqual({ score: null, passed: null });
    const other = { ...judge, id: 'other' };
    const scores = [scoreFromVerdict(judge, verdict(1)), scoreFromVerdict(other, fault)].filter((score) => score !== null);
    expect(overallScore(scores, [judge, other])).toEqual({ score: null, passed: null });
    expect(overallScore(scores, [judge])).toEqual({ score: 1, passed: true });
  });

  test('is the mean, passed when every threshold is reached (naive reference)', () => {
    const given = fc.array(
      fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), threshold: fc.constantFrom(0, 0.25, 0.5, 1) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(given, (rows) => {
        const snapshots = rows.map(({ threshold }, index) => ({ ...judge, id: String(index), threshold }));
        const scores = snapshots
          .map((each, index) => scoreFromVerdict(each, verdict(rows[index]?.value ?? 0)))
          .filter((score): score is Score => score !== null);
        const { score, passed } = overallScore(scores, snapshots);
        const values = rows.map(({ value }) => Number(value.toFixed(9)));
        expect(score).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 8);
        expect(passed).toBe(rows.every(({ threshold }, index) => (values[index] ?? 0) >= threshold));
        expect(overallScore(scores.toReversed(), snapshots).score).toBe(score);
        expect(Number(score?.toFixed(9))).toBe(score);
      }),
    );
  });

  test('means have 9 decimals', () => {
    expect(meanOf([0, 0, 1])).toBe(0.333333333);
    expect(meanOf([0.75, 0.7, 0.05])).toBe(0.5);
  });
});
