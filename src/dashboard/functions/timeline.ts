/** When a step was tried last: ISO 8601, and for how many milliseconds. */
export interface TimedStep {
  startedAt: string;
  durationMs: number;
}

/** The time that the steps of a run lie in. */
export interface TimeAxis {
  /** Milliseconds since 1970. */
  from: number;
  /** At least 1. */
  lengthMs: number;
}

/** Where something lies on an axis, in percent of its length. */
export interface Bar {
  left: number;
  width: number;
}

export interface Tick {
  /** Percent of the axis. */
  at: number;
  label: string;
}

/** From when a run was begun, or its first step, to its end, or as long as it goes on to the end of its last step. */
export function timeAxis(
  { startedAt, completedAt }: { startedAt: string | null; completedAt: string | null },
  steps: readonly TimedStep[],
): TimeAxis {
  const begins = steps.map((step) => Date.parse(step.startedAt));
  const ends = steps.map((step) => Date.parse(step.startedAt) + step.durationMs);
  if (startedAt !== null) begins.push(Date.parse(startedAt));
  if (completedAt !== null) ends.push(Date.parse(completedAt));
  const from = least(begins) ?? 0;
  return { from, lengthMs: Math.max(1, (greatest(ends) ?? from) - from) };
}

export function barOf({ from, lengthMs }: TimeAxis, { startedAt, durationMs }: TimedStep): Bar {
  return { left: (100 * (Date.parse(startedAt) - from)) / lengthMs, width: (100 * durationMs) / lengthMs };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const mostTicks = 5;
/** What a time may be divided into for people, in milliseconds. */
const intervals = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
];

/** Marks of an axis at round times from its beginning on, the first at 0; about five at most. */
export function ticksOf({ lengthMs }: TimeAxis): Tick[] {
  const interval = intervals.find((each) => lengthMs / each <= mostTicks) ?? hour * Math.ceil(lengthMs / hour / mostTicks);
  const [unit, name] = unitFor(lengthMs);
  return Array.from({ length: Math.floor(lengthMs / interval) + 1 }, (_, place) => ({
    at: (100 * place * interval) / lengthMs,
    label: place === 0 ? '0' : `${(place * interval) / unit} ${name}`,
  }));
}

function unitFor(lengthMs: number): [milliseconds: number, name: string] {
  if (lengthMs < second) return [1, 'ms'];
  if (lengthMs < 2 * minute) return [second, 's'];
  return lengthMs < 2 * hour ? [minute, 'min'] : [hour, 'h'];
}

function least(numbers: readonly number[]): number | null {
  return numbers.reduce<number | null>((found, each) => (found === null ? each : Math.min(found, each)), null);
}

function greatest(numbers: readonly number[]): number | null {
  return numbers.reduce<number | null>((found, each) => (found === null ? each : Math.max(found, each)), null);
}
