import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { showExperiment } from '../../src/domain/live/expose.js';
import { experiment, NonRetriableError } from '../../src/functions.js';
import type { Selector } from '../../src/functions.js';
import { encodeId, type Id } from '../../src/ids.js';
import { Counter, moment, openStage, type Stage, type StageHandler } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** The exposures of a run in their order, with the name of their experiment. */
async function exposuresOf(runId: Id<'functionRun'>) {
  const exposures = await stage.database.db.exposure.findMany({
    where: { functionRunId: runId },
    include: { liveExperiment: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return exposures.map(({ liveExperiment, ...exposure }) => ({ ...exposure, experiment: liveExperiment.name }));
}

type Tools = Parameters<StageHandler>[0];

/** Variants `a` and `b`, each of one step that gives its name. */
const letters = ({ step }: Tools) => ({ a: () => step.run('a', () => 'a'), b: () => step.run('b', () => 'b') });

describe('the choice', () => {
  test('by weight is a function of the run', async () => {
    const select = experiment.weighted({ a: 1, b: 1 });
    const runs = await Promise.all(
      Array.from({ length: 8 }, () =>
        stage.play((tools) => tools.group.experiment('weighted', { variants: letters(tools), select, withVariant: true })),
      ),
    );
    for (const { id, output } of runs) {
      const runId = encodeId('functionRun', id);
      const { variant } = await select.choose({ runId, experimentId: 'weighted', variants: ['a', 'b'] });
      expect(output).toEqual({ result: variant, variant });
      expect(await exposuresOf(id)).toMatchObject([{ experiment: 'weighted', variant, status: 'COMPLETED' }]);
    }
    const live = await stage.database.db.liveExperiment.findFirstOrThrow({
      where: { name: 'weighted' },
      include: { allocations: true },
    });
    expect(live).toMatchObject({ strategy: 'WEIGHTED', managed: false, allocations: [{ weights: { a: 1, b: 1 } }] });
  });

  test('by a value is the same in every run, which count as one', async () => {
    const by = (userId: string) =>
      stage.play((tools) => tools.group.experiment('bucket', { variants: letters(tools), select: experiment.bucket(userId) }));
    const [first, again, other] = await Promise.all([by('user-1'), by('user-1'), by('user-2')]);
    const [one, same, different] = await Promise.all([first, again, other].map(async ({ id }) => (await exposuresOf(id))[0]));

    expect(again.output).toBe(first.output);
    expect(same?.unit).toEqual(one?.unit);
    expect(different?.unit).not.toEqual(one?.unit);
  });

  test('stays what it was when the handler is called again, whatever has changed', async () => {
    const done = new Counter();
    const kept: Record<string, (attempt: number) => Selector<'a' | 'b'>> = {
      weighted: (attempt) => experiment.weighted(attempt === 0 ? { a: 1, b: 0 } : { a: 0, b: 1 }),
      bucket: (attempt) => experiment.bucket('any', { weights: attempt === 0 ? { a: 1, b: 0 } : { a: 0, b: 1 } }),
      fixed: (attempt) => experiment.fixed(attempt === 0 ? 'a' : 'b'),
      custom: () => experiment.custom(() => (done.add('custom') === 1 ? 'a' : 'b')),
    };
    const run = await stage.play(async (tools) => {
      const chosen: Record<string, string> = {};
      for (const [by, select] of Object.entries(kept)) {
        const options = { variants: letters(tools), select: select(tools.attempt) };
        chosen[by] = await tools.group.experiment(`kept ${by}`, options);
      }
      if (tools.attempt < 2) throw new Error('once more');
      return chosen;
    });

    expect(run).toMatchObject({
      status: 'COMPLETED',
      attempts: 3,
      output: { weighted: 'a', bucket: 'a', fixed: 'a', custom: 'a' },
    });
    expect(done.counts).toEqual({ custom: 1 });
    expect((await exposuresOf(run.id)).map(({ experiment: name, variant }) => [name, variant])).toEqual(
      Object.keys(kept).map((by) => [`kept ${by}`, 'a']),
    );
    const live = await stage.database.db.liveExperiment.findFirstOrThrow({
      where: { name: 'kept weighted' },
      include: { allocations: true },
    });
    expect(live.allocations).toMatchObject([{ weights: { a: 1, b: 0 } }]);
  });

  test('stays also where the step of its variant is tried again', async () => {
    const done = new Counter();
    const run = await stage.play(({ step, group }) => {
      const part = (name: string) => () =>
        step.run(name, ({ attempt }) => {
          done.add(name);
          if (attempt < 2) throw new Error('not yet');
          return name;
        });
      const select = experiment.custom(() => (done.add('select') % 2 === 1 ? 'a' : 'b'));
      return group.experiment('flaky', { variants: { a: part('a'), b: part('b') }, select });
    });

    expect(run).toMatchObject({ status: 'COMPLETED', output: 'a' });
    expect(done.counts).toEqual({ select: 1, a: 3 });
    expect(await exposuresOf(run.id)).toHaveLength(1);
  });

  test('by weights is one for a run, and for a value in it, whatever the weights become while it goes on', async () => {
    const weights = (time: number) => (time === 0 ? { a: 1, b: 0 } : { a: 0, b: 1 });
    const selects: Record<string, (time: number) => Selector<'a' | 'b'>> = {
      weighted: (time) => experiment.weighted(weights(time)),
      bucket: (time) => experiment.bucket('user-1', { weights: weights(time) }),
      custom: (time) => experiment.custom(() => (time === 0 ? 'a' : 'b')),
    };
    const play = (name: string, times: number[], together: boolean) =>
      stage.play(async (tools) => {
        const ask = (by: string, time: number) =>
          tools.group.experiment(`${name} ${by}`, {
            variants: letters(tools),
            select: selects[by]?.(time) ?? experiment.fixed('a'),
          });
        const chosen: Record<string, string[]> = {};
        for (const by of Object.keys(selects)) {
          const asked = times.map((time) => () => ask(by, time));
          chosen[by] = [];
          if (together) chosen[by] = await Promise.all(asked.map((each) => each()));
          else
            for (const each of asked) {
              chosen[by].push(await each());
              // The next attempt remembers the first alone.
              if (tools.attempt === 0) throw new Error('once more');
            }
        }
        return chosen;
      });

    const [again, beside] = [await play('again', [0, 1, 2], false), await play('beside', [0, 1, 2], true)];
    expect([again.status, beside.status]).toEqual(['COMPLETED', 'COMPLETED']);
    expect(again.output).toEqual({ weighted: ['a', 'a', 'a'], bucket: ['a', 'a', 'a'], custom: ['a', 'b', 'b'] });
    const exposedTo = async (runId: Id<'functionRun'>) =>
      (await exposuresOf(runId)).map(({ experiment: name, variant }) => `${name.split(' ')[1]} ${variant}`).sort();
    expect(await exposedTo(again.id)).toEqual(['bucket a', 'custom a', 'custom b', 'weighted a']);

    // Of those that are asked for at once, any may be the first.
    const chosen = beside.output as Record<string, string[]>;
    expect(chosen).toMatchObject({ custom: ['a', 'b', 'b'] });
    const firsts = Object.entries(chosen).flatMap(([by, variants]) =>
      [...new Set(variants)].map((variant) => `${by} ${variant}`),
    );
    expect(firsts).toHaveLength(4);
    expect(await exposedTo(beside.id)).toEqual(firsts.sort());
  });

  test('of what was set in the graph brings its configuration, and keeps both', async () => {
    const { scope } = stage.worker;
    const name = 'managed';
    const fallback = { weights: { a: 1, b: 0 }, configurations: { a: { temperature: 0 } } };
    await showExperiment(scope, { name, variants: ['a', 'b'], strategy: 'WEIGHTED', managed: true, weights: { a: 1, b: 0 } });
    const set = (variant: string, weight: number, configuration: object) =>
      scope.db.liveVariant.updateMany({
        where: { name: variant, liveExperiment: { name } },
        data: { weight, configuration, promotedAt: new Date() },
      });
    await set('a', 0, {});
    await set('b', 1, { temperature: 0.5 });
    await experiment.managed.ready(name);

    const run = await stage.play(async ({ step, group, attempt }) => {
      const select = experiment.weighted(experiment.managed(name, fallback));
      const configured =
        (variant: string) =>
        ({ configuration }: { configuration: object | null }) =>
          step.run(variant, () => null).then(() => ({ variant, configuration }));
      const given = await group.experiment(name, { variants: { a: configured('a'), b: configured('b') }, select });
      if (attempt === 0) {
        await set('b', 0, { temperature: 1 });
        await set('a', 1, { temperature: 1 });
        // The worker hears of it.
        await vi.waitUntil(() => experiment.managed(name, fallback).weights.b === 0, { interval: 1, timeout: 10_000 });
        throw new Error('once more');
      }
      return given;
    });
    expect(run.output).toEqual({ variant: 'b', configuration: { temperature: 0.5 } });
  });
});

describe('exposures', () => {
  test('are one a run for one value, however often the code comes by, with what all its steps took', async () => {
    const run = await stage.play(async ({ step, group, attempt }) => {
      for (const userId of ['user-1', 'user-2', 'user-1', 'user-1']) {
        const variants = { only: () => step.run('spend', ({ cost }) => cost('0.25')) };
        await group.experiment('loop', { variants, select: experiment.bucket(userId) });
      }
      if (attempt < 2) throw new Error('once more');
    });
    const exposures = await exposuresOf(run.id);
    expect(exposures.map(({ cost }) => cost?.toString()).sort()).toEqual(['0.25', '0.75']);

    const steps = (await stage.worker.steps(run.id)).filter(({ externalId }) => externalId === 'spend');
    for (const { id, durationMs } of exposures) {
      const its = steps.filter(({ exposureId }) => exposureId === id);
      expect(durationMs).toBe(its.reduce((sum, step) => sum + step.durationMs, 0));
    }
  });

  test('have what every try of their steps told that it used, also those that failed', async () => {
    const run = await stage.play(({ step, group }) => {
      const only = async () => {
        await step.run('at last', ({ attempt, usage, cost }) => {
          usage({ model: 'openai:gpt-4o', inputTokens: 100_000, outputTokens: attempt });
          cost('0.25');
          if (attempt < 2) throw new Error('not yet');
        });
        await step
          .run('never', ({ cost }) => {
            cost('0.5');
            throw new NonRetriableError('no use');
          })
          .catch(() => null);
      };
      return group.experiment('tries', { variants: { only }, select: experiment.fixed('only') });
    });
    const [, atLast, never] = await stage.worker.steps(run.id);
    expect(run.status).toBe('COMPLETED');
    // 2.50 dollars for a million in, 10 for a million out.
    expect([atLast?.inputTokens, atLast?.outputTokens, atLast?.cost?.toString()]).toEqual([300_000, 3, '1.50003']);
    expect([never?.inputTokens, never?.cost?.toString()]).toEqual([null, '0.5']);
    expect((await exposuresOf(run.id)).map(({ cost }) => cost?.toString())).toEqual(['2.00003']);
  });

  test('have no known cost where one try used a model of unknown price', async () => {
    const run = await stage.play(({ step, group }) => {
      const only = () =>
        step.run('step', ({ attempt, usage, cost }) => {
          cost('0.5');
          if (attempt > 0) return;
          usage({ model: 'openai:not-yet', inputTokens: 7, outputTokens: 3 });
          throw new Error('not yet');
        });
      return group.experiment('unknown price', { variants: { only }, select: experiment.fixed('only') });
    });
    const [, step] = await stage.worker.steps(run.id);
    expect(run.status).toBe('COMPLETED');
    expect([step?.inputTokens, step?.outputTokens, step?.cost]).toEqual([7, 3, null]);
    expect(await exposuresOf(run.id)).toMatchObject([{ status: 'COMPLETED', cost: null }]);
  });

  test.each([
    ['returned', 'COMPLETED'],
    ['thrown', 'FAILED'],
  ] as const)('have what their steps took that end after the variant has %s', async (how, status) => {
    const over = moment();
    const run = await stage.play(async ({ step, group }) => {
      const only = () => {
        const slow = step.run('slow', async ({ cost }) => {
          await over.came;
          cost('0.5');
        });
        const fast = step.run('fast', ({ cost }) => {
          cost('0.25');
          if (how === 'thrown') throw new NonRetriableError('no use');
        });
        return how === 'returned' ? Promise.race([slow, fast]) : Promise.all([slow, fast]);
      };
      await group.experiment(`late ${how}`, { variants: { only }, select: experiment.fixed('only') }).catch(() => null);
      over.come();
    });
    const [, slow, fast] = await stage.worker.steps(run.id);
    const durationMs = (slow?.durationMs ?? 0) + (fast?.durationMs ?? 0);
    expect([run.status, slow?.status]).toEqual(['COMPLETED', 'COMPLETED']);
    const [exposure] = await exposuresOf(run.id);
    expect({ ...exposure, cost: exposure?.cost?.toString() }).toMatchObject({ status, cost: '0.75', durationMs });
  });

  test('of experiments in each other know what they are in, and the outer one has the steps of the inner one too', async () => {
    const run = await stage.play(({ step, group }) =>
      group.experiment('outer', {
        variants: {
          whole: () =>
            group.experiment('inner', {
              variants: { part: () => step.run('part', ({ cost }) => cost('0.5')) },
              select: experiment.fixed('part'),
            }),
        },
        select: experiment.fixed('whole'),
      }),
    );
    const [outer, inner] = await exposuresOf(run.id);
    expect(run.status).toBe('COMPLETED');
    expect(outer).toMatchObject({ experiment: 'outer', parentId: null, status: 'COMPLETED' });
    expect(inner).toMatchObject({ experiment: 'inner', parentId: outer?.id, status: 'COMPLETED' });
    expect([outer?.cost?.toString(), inner?.cost?.toString()]).toEqual(['0.5', '0.5']);
    const [, , part] = await stage.worker.steps(run.id);
    expect(part).toMatchObject({ externalId: 'part', exposureId: inner?.id });
  });

  const failing =
    (error: Error): StageHandler =>
    ({ step, group }) =>
      group.experiment('outcome', {
        variants: { only: () => step.run('fail', () => Promise.reject(error)) },
        select: experiment.fixed('only'),
      });

  test('have failed with their run, or with a variant that the handler goes on without', async () => {
    const failed = await stage.play(failing(new NonRetriableError('no use')));
    expect(failed.status).toBe('FAILED');
    expect(await exposuresOf(failed.id)).toMatchObject([{ status: 'FAILED', errorType: 'StepError', errorMessage: 'no use' }]);

    const goesOn = await stage.play(async (tools) => {
      await Promise.resolve(failing(new NonRetriableError('no use'))(tools)).catch(() => null);
      await tools.step.run('other', () => null);
    });
    expect(goesOn.status).toBe('COMPLETED');
    expect(await exposuresOf(goesOn.id)).toMatchObject([{ status: 'FAILED', errorMessage: 'no use' }]);
  });

  test('have failed where the handler takes too long in them', async () => {
    const run = await stage.play(
      ({ step, group }) =>
        group.experiment('endless', {
          variants: { only: async () => step.run('begin', () => null).then(() => new Promise(() => undefined)) },
          select: experiment.fixed('only'),
        }),
      { kind: 'brief' },
    );
    expect(run).toMatchObject({ status: 'FAILED', errorType: 'TimeoutError', attempts: 2 });
    expect(await exposuresOf(run.id)).toMatchObject([{ status: 'FAILED', errorType: 'TimeoutError' }]);
  });

  test('have not failed while their variant is to be tried again', async () => {
    const seen: (string | undefined)[] = [];
    const runId = await stage.start(({ step, group, attempt }) => {
      const only = async () => {
        await step.run('first', () => null);
        if (attempt === 0) throw new Error('not yet');
        await step.run('second', async () => {
          seen.push((await exposuresOf(runId))[0]?.status);
        });
      };
      return group.experiment('again', { variants: { only }, select: experiment.fixed('only') });
    });
    expect(await stage.worker.ended(runId)).toMatchObject({ status: 'COMPLETED', attempts: 2 });
    expect(seen).toEqual(['RUNNING']);
    expect(await exposuresOf(runId)).toMatchObject([{ status: 'COMPLETED', errorType: null }]);
  });
});

test('what the steps of a variant cost is not known where it comes to more than can be stored', async () => {
  const run = await stage.play(({ group, step }) =>
    group.experiment('dear', {
      variants: {
        only: async () => {
          for (let number = 0; number < 11; number += 1) await step.run('spend', ({ cost }) => cost('99999999999'));
        },
      },
      select: experiment.weighted({ only: 1 }),
    }),
  );
  expect(run).toMatchObject({ status: 'COMPLETED', attempts: 1 });
  expect(await exposuresOf(run.id)).toMatchObject([{ status: 'COMPLETED', cost: null }]);
});

describe('scores', () => {
  test('belong to the variant that they are given in, and outside of any to all so far', async () => {
    const run = await stage.play(async ({ step, group, attempt }) => {
      const scored = (name: string, value: number) =>
        group.experiment(name, {
          variants: { only: () => step.run(name, () => null).then(() => step.score('inside', value)) },
          select: experiment.fixed('only'),
        });
      await scored('scored first', 0.25);
      await step.score('so far', 1);
      await scored('scored second', 0.75);
      await Promise.all([step.score('both', 2), step.score('both', 3)]);
      if (attempt === 0) throw new Error('once more');
    });
    const exposures = await exposuresOf(run.id);
    const scores = await stage.database.db.liveScore.findMany({ where: { exposureId: { in: exposures.map(({ id }) => id) } } });
    const given = exposures.map(({ id, experiment: name }) => [
      name,
      Object.fromEntries(scores.filter(({ exposureId }) => exposureId === id).map((score) => [score.name, score.value])),
    ]);
    expect(run.status).toBe('COMPLETED');
    expect(Object.fromEntries(given)).toEqual({
      'scored first': { inside: 0.25, 'so far': 1, both: 3 },
      'scored second': { inside: 0.75, both: 3 },
    });
  });
});
