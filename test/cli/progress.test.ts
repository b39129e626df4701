import pc from 'picocolors';
import { expect, test } from 'vitest';
import { drawBars } from '../../src/cli/progress/bars.js';
import { createProgressView } from '../../src/cli/progress/progress-view.js';
import { TextOutput } from './fake-terminal.js';
import { runState } from './run-states.js';

const started = (done: number) =>
  runState('labels', { status: 'RUNNING', itemsCompleted: done, metrics: { averageScore: done === 0 ? null : 0.5 } });

test('bars grow by eighths of a character', () => {
  const runs = [
    runState('labels', { status: 'PENDING', itemsTotal: 0, itemsCompleted: 0 }),
    runState('a longer name', { status: 'RUNNING', itemsCompleted: 13, itemsFailed: 1 }),
    runState('shapes'),
    runState('lines', { status: 'CANCELLED', itemsCompleted: 20, metrics: { averageScore: null } }),
  ];
  expect(drawBars(runs, pc.createColors(false))).toMatchInlineSnapshot(`
    "labels         ░░░░░░░░░░░░░░░░░░░░░░░░  waits for a worker
    a longer name  ████████▍░░░░░░░░░░░░░░░  14/40  1 error  score 0.500
    shapes         ████████████████████████  40/40  score 0.500  completed
    lines          ████████████░░░░░░░░░░░░  20/40  cancelled"
  `);
});

test('in a pipe there is a line at the start, now and then, and at the end', () => {
  const output = new TextOutput();
  let now = 0;
  const view = createProgressView(output, {}, () => now);
  for (let done = 0; done < 40; done += 1) {
    now += 300;
    view.show([started(done)]);
  }
  view.show([runState('labels')]);
  view.end();
  expect(output.text).toMatchInlineSnapshot(`
    "labels: 0/40
    labels: 7/40  score 0.500
    labels: 14/40  score 0.500
    labels: 21/40  score 0.500
    labels: 28/40  score 0.500
    labels: 35/40  score 0.500
    labels: 40/40  score 0.500  completed
    "
  `);
});

test('on a terminal the bars are drawn over each other', () => {
  const output = new TextOutput(true);
  const view = createProgressView(output, { TERM: 'xterm' });
  view.show([started(1)]);
  view.show([started(40)]);
  view.end();
  expect(output.text).toContain('1/40');
  expect(output.text).toContain('40/40');
  expect(output.text).toContain('\u001B[');
});

test('a terminal that only prints gets lines', () => {
  const output = new TextOutput(true);
  createProgressView(output, { TERM: 'dumb' }).show([started(1)]);
  expect(output.text).toBe('labels: 1/40  score 0.500\n');
});
