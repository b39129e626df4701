import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barOf, ticksOf, timeAxis } from '../../src/dashboard/functions/timeline.js';

const begun = Date.UTC(2026, 0, 1);
const at = (ms: number): string => new Date(begun + ms).toISOString();

const step = fc.record({
  startedAt: fc.integer({ min: 0, max: 90_000_000 }).map(at),
  durationMs: fc.integer({ min: 0, max: 10_000_000 }),
});
const run = fc.record({
  startedAt: fc.option(fc.integer({ min: 0, max: 1_000 }).map(at)),
  completedAt: fc.option(fc.integer({ min: 1_000, max: 90_000_000 }).map(at)),
});

describe('The timeline of a function run', () => {
  test('lays steps to scale from the beginning of the run to its end', () => {
    const axis = timeAxis({ startedAt: at(0), completedAt: at(400) }, [{ startedAt: at(100), durationMs: 200 }]);
    expect(axis).toEqual({ from: begun, lengthMs: 400 });
    expect(barOf(axis, { startedAt: at(100), durationMs: 200 })).toEqual({ left: 25, width: 50 });
  });

  test('ends with the last step while the run goes on', () => {
    const steps = [
      { startedAt: at(0), durationMs: 50 },
      { startedAt: at(10), durationMs: 70 },
    ];
    expect(timeAxis({ startedAt: at(0), completedAt: null }, steps).lengthMs).toBe(80);
  });

  test('holds every step, whatever the clocks of the machines say', () => {
    fc.assert(
      fc.property(run, fc.array(step), (moments, steps) => {
        const axis = timeAxis(moments, steps);
        expect(axis.lengthMs).toBeGreaterThanOrEqual(1);
        for (const { left, width } of steps.map((each) => barOf(axis, each))) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(100 + 1e-9);
        }
      }),
    );
  });

  test('is marked at a few round times', () => {
    const labels = (lengthMs: number) => ticksOf({ from: 0, lengthMs }).map(({ label }) => label);
    expect(labels(1)).toEqual(['0', '1 ms']);
    expect(labels(430)).toEqual(['0', '100 ms', '200 ms', '300 ms', '400 ms']);
    expect(labels(2_400)).toEqual(['0', '0.5 s', '1 s', '1.5 s', '2 s']);
    expect(labels(70_000)).toEqual(['0', '15 s', '30 s', '45 s', '60 s']);
    expect(labels(7 * 60_000)).toEqual(['0', '2 min', '4 min', '6 min']);
    expect(labels(26 * 3_600_000)).toEqual(['0', '6 h', '12 h', '18 h', '24 h']);
  });

  test('has two marks to six, evenly spaced, on an axis of any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 11 }), (lengthMs) => {
        const ticks = ticksOf({ from: 0, lengthMs });
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        const interval = ticks[1]?.at ?? 0;
        for (const [place, tick] of ticks.entries()) expect(tick.at).toBeCloseTo(place * interval, 6);
      }),
    );
  });
});
