import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatasetVersion, Endpoint, Experiment, Run, RunStatus } from '../../../src/database/client.js';
import { createExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import {
  archiveExperiment,
  completeExperiment,
  reopenExperiment,
  unarchiveExperiment,
} from '../../../src/domain/experiments/lifecycle.js';
import { type ExperimentStage, experimentStages, stageFacts, stageOf } from '../../../src/domain/experiments/stage.js';
import { beginRun } from '../../../src/domain/runs/begin-run.js';
import { cancelRun } from '../../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import { startRuns } from '../../../src/domain/runs/start-runs.js';
import type { Scope } from '../../../src/domain/scope.js';
import { deleteVariant } from '../../../src/domain/variants/delete-variant.js';
import { type AddVariantInput, addVariant, updateVariant } from '../../../src/domain/variants/variants.js';
import { isFailure } from '../../../src/failures.js';
import { codeIn, section, tableRows } from '../../docs/pages.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { commitCells } from '../../support/given-runs.js';
import { testScope } from '../../support/scope.js';
import { numberedItems, seedDatasetVersion } from '../../support/seed.js';
import { succeeded } from './rows.js';

/** Where each stage may lead, as the page says it. */
const leadsTo = new Map(
  tableRows(section('experiments.md', 'The stages'), 'stage').map(([stage = '', , targets = '']) => [
    codeIn(stage)[0],
    codeIn(targets),
  ]),
);
/** The stages without a baseline, and those with one, that a late choice leads between, as the page says it. */
const [withoutBaseline = [], withBaseline = []] = (
  /To get one leads from ([^;]*);/.exec(section('experiments.md', 'The stages'))?.[1] ?? ''
)
  .split(', to ')
  .map(codeIn);
const chosenLate = new Map([
  ['baseline: true', { from: withoutBaseline, to: withBaseline }],
  ['baseline: false', { from: withBaseline, to: withoutBaseline }],
]);

let database: TestDatabase;
let scope: Scope;
let version: DatasetVersion;
let endpoint: Endpoint;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  version = await seedDatasetVersion(scope, numberedItems(2));
  const { organizationId } = scope;
  endpoint = await scope.db.endpoint.create({ data: { organizationId, name: 'service', url: 'http://127.0.0.1:9/' } });
});
afterAll(() => database.close());

/** What happened, as far as what was asked for succeeded. */
interface Story {
  archived: boolean;
  completed: boolean;
  tasks: boolean;
  baseline: string | null;
  /** Whether a run of the baseline has COMPLETED, whatever has become of it since. */
  fixed: boolean;
  variants: { id: string; isRoot: boolean }[];
  /** In the order in which they were started. */
  runs: { id: string; variantId: string; status: RunStatus; outputs: boolean; failures: boolean }[];
}

function beginning(): Story {
  return { archived: false, completed: false, tasks: false, baseline: null, fixed: false, variants: [], runs: [] };
}

/** The stage that a story has come to, told from its beginning. */
function stageIn({ archived, completed, tasks, baseline, runs }: Story): ExperimentStage {
  if (archived) return 'ARCHIVED';
  if (completed) return 'COMPLETED';
  const ofBaseline = runs.filter(({ variantId }) => variantId === baseline);
  const others = runs.filter(({ variantId }) => variantId !== baseline);
  const running = ({ status }: Story['runs'][number]) => status === 'PENDING';
  if (baseline !== null && !tasks) return 'DRAFT';
  if (ofBaseline.some(running)) return 'RUNNING_BASELINE';
  if (baseline !== null && ofBaseline.every(({ status }) => status !== 'COMPLETED'))
    return ofBaseline.at(-1)?.status === 'FAILED' ? 'BASELINE_FAILED' : 'BASELINE_PENDING';
  if (others.some(running)) return 'RUNNING_VARIANT';
  if (others.length > 0) return 'IDLE';
  return baseline === null ? 'DRAFT' : 'BASELINE_COMPLETE';
}

/** The experiment that it is done to. */
class Lab {
  stage: ExperimentStage = 'DRAFT';
  private named = 0;

  private constructor(readonly experiment: Experiment) {}

  static async open(): Promise<Lab> {
    const input = { name: 'experiment', type: 'CUSTOM', datasetVersionId: version.id } as const;
    return new Lab(succeeded(await createExperiment(scope, input)));
  }

  nextName(): string {
    this.named += 1;
    return `variant ${this.named}`;
  }

  /** That the tasks, over which the baseline has completed, can't be others any more. */
  async expectFixed({ archived, completed, baseline }: Story): Promise<void> {
    expect(baseline).not.toBeNull();
    const state = archived ? 'ARCHIVED' : completed ? 'COMPLETED' : 'LOCKED';
    const refused = await updateExperiment(scope, { id: this.experiment.id, tasks: { externalIds: ['item-1'] } });
    expect(refused).toMatchObject({ code: `EXPERIMENT_${state}` });
  }

  async stageNow(): Promise<ExperimentStage> {
    const facts = (await stageFacts(scope, [this.experiment.id])).get(this.experiment.id);
    if (!facts) throw new Error('The experiment is there.');
    return stageOf(facts);
  }
}

type Act = (story: Story, lab: Lab) => Promise<void>;

/** Something that is done to the experiment; it changes the story where it succeeds. */
class Step implements fc.AsyncCommand<Story, Lab> {
  constructor(
    private readonly name: string,
    private readonly isTime: (story: Story) => boolean,
    private readonly act: Act,
    /** Whether it is also done when it is not the time for it, and comes to nothing. */
    private readonly inVain: boolean,
  ) {}

  check(story: Story): boolean {
    return this.inVain || (this.isTime(story) && (!story.archived || this.name === 'unarchive'));
  }

  async run(story: Story, lab: Lab): Promise<void> {
    const before = lab.stage;
    const wasArchived = story.archived;
    const text = JSON.stringify(story);
    await this.act(story, lab);
    lab.stage = await lab.stageNow();
    expect(lab.stage).toBe(stageIn(story));
    if (lab.stage !== before) {
      const leads = chosenLate.get(this.name) ?? { from: [before], to: leadsTo.get(before) };
      expect(leads.from, `${before} by ${this.name}`).toContain(before);
      expect(leads.to, `${before} by ${this.name}`).toContain(lab.stage);
    }
    if (wasArchived && this.name !== 'unarchive') expect(JSON.stringify(story)).toBe(text);
    if (story.fixed) await lab.expectFixed(story);
  }

  toString(): string {
    return this.name;
  }
}

function at<T>(list: readonly T[], place: number): T | undefined {
  return list.length === 0 ? undefined : list[place % list.length];
}

/** Runs that were started become part of the story. */
function tell(story: Story, runs: Run[] | Error): void {
  if (runs instanceof Error) return;
  story.runs.push(
    ...runs.map(({ id, variantId }) => ({ id, variantId, status: 'PENDING' as const, outputs: false, failures: false })),
  );
}

/** Adds a variant, and tells of it. */
async function add(
  story: Story,
  lab: Lab,
  content: Pick<AddVariantInput, 'parentId' | 'override' | 'configuration' | 'baseline'>,
) {
  const variant = await addVariant(scope, { experimentId: lab.experiment.id, name: lab.nextName(), ...content });
  if (variant instanceof Error) return;
  story.variants.push({ id: variant.id, isRoot: variant.parentId === null });
  if (content.baseline) story.baseline = variant.id;
}

/** Every thing that can be done: how often, as a share of all; when it is the time for it; and what it is, for a choice by chance. */
const deeds: [share: number, name: string, isTime: (story: Story) => boolean, act: (choice: number) => Act][] = [
  [
    3,
    'add the baseline',
    ({ variants }) => variants.length === 0,
    () => (story, lab) => add(story, lab, { configuration: { endpoint: endpoint.name, limit: 0 }, baseline: true }),
  ],
  [
    1,
    'add a root',
    ({ variants }) => variants.length === 0,
    () => (story, lab) => add(story, lab, { configuration: { endpoint: endpoint.name, limit: 0 } }),
  ],
  [
    3,
    'branch',
    ({ variants }) => variants.length > 0,
    (choice) => async (story, lab) => {
      const override = { step: null, parameter: 'limit', value: story.variants.length };
      const parent = at(story.variants, choice);
      if (parent) await add(story, lab, { parentId: parent.id, override });
    },
  ],
  [
    3,
    'choose tasks',
    ({ tasks }) => !tasks,
    () =>
      async (story, { experiment: { id } }) => {
        if (!isFailure(await updateExperiment(scope, { id, tasks: { sample: { size: 2 } } }))) story.tasks = true;
      },
  ],
  [
    1,
    'take the tasks back',
    ({ tasks }) => tasks,
    () =>
      async (story, { experiment: { id } }) => {
        if (!isFailure(await updateExperiment(scope, { id, tasks: null }))) story.tasks = false;
      },
  ],
  [
    3,
    'start',
    ({ variants }) => variants.length > 0,
    () => async (story, lab) => tell(story, await startRuns(scope, { experimentId: lab.experiment.id })),
  ],
  [
    3,
    'start one',
    ({ variants }) => variants.length > 0,
    (choice) => async (story, lab) => {
      const variant = at(story.variants, choice);
      if (variant) tell(story, await startRuns(scope, { experimentId: lab.experiment.id, variantId: variant.id }));
    },
  ],
  ...(
    [
      [4, 'COMPLETED', () => true],
      [4, 'COMPLETED but for an item', (place: number) => place > 0],
      [2, 'FAILED', () => false],
      [2, 'CANCELLED', null],
    ] as const
  ).map(([share, what, succeeds]): (typeof deeds)[number] => [
    share,
    `a run is ${what}`,
    ({ runs }) => runs.some((run) => run.status === 'PENDING'),
    (choice) => async (story) => {
      const run = at(
        story.runs.filter((each) => each.status === 'PENDING'),
        choice,
      );
      if (!run) return;
      if (succeeds === null) {
        succeeded(await cancelRun(scope, run.id));
        run.status = 'CANCELLED';
        return;
      }
      const ended = await end(run.id, succeeds);
      run.outputs ||= succeeds(1);
      run.failures = !succeeds(0);
      // What succeeded before failed items were tried again is still there.
      run.status = run.outputs ? 'COMPLETED' : 'FAILED';
      expect(ended.status).toBe(run.status);
      if (run.variantId === story.baseline && run.outputs) story.fixed = true;
    },
  ]),
  [
    5,
    'retry',
    ({ runs }) => runs.some(({ failures }) => failures),
    (choice) => async (story) => {
      const run = at(
        story.runs.filter(({ failures }) => failures),
        choice,
      );
      if (!run || isFailure(await retryFailedItems(scope, run.id))) return;
      run.status = 'PENDING';
      run.failures = false;
    },
  ],
  [
    1,
    'delete a variant',
    ({ variants }) => variants.length > 1,
    (choice) => async (story, lab) => {
      const variant = at(story.variants, choice);
      if (!variant || isFailure(await deleteVariant(scope, variant.id, true))) return;
      const left = await scope.db.variant.findMany({ where: { experimentId: lab.experiment.id }, select: { id: true } });
      const isLeft = (id: string) => left.some((each) => each.id === id);
      story.variants = story.variants.filter(({ id }) => isLeft(id));
      story.runs = story.runs.filter(({ variantId }) => isLeft(variantId));
      if (story.baseline !== null && !isLeft(story.baseline)) story.baseline = null;
    },
  ],
  ...[true, false].map((baseline): (typeof deeds)[number] => [
    1,
    `baseline: ${baseline}`,
    (story) => (story.baseline === null) === baseline,
    () => async (story) => {
      const root = story.variants.find(({ isRoot }) => isRoot);
      if (!root || isFailure(await updateVariant(scope, { id: root.id, baseline }))) return;
      story.baseline = baseline ? root.id : null;
    },
  ]),
  [
    1,
    'complete',
    ({ runs }) => runs.some(({ status }) => status === 'COMPLETED'),
    (choice) =>
      async (story, { experiment: { id } }) => {
        const winnerVariantId = choice % 2 === 0 ? null : (at(story.variants, choice)?.id ?? null);
        if (!isFailure(await completeExperiment(scope, { id, winnerVariantId }))) story.completed = true;
      },
  ],
  [
    3,
    'reopen',
    ({ completed }) => completed,
    () =>
      async (story, { experiment: { id } }) => {
        if (!isFailure(await reopenExperiment(scope, id))) story.completed = false;
      },
  ],
  [
    1,
    'archive',
    () => true,
    () =>
      async (story, { experiment: { id } }) => {
        if (!isFailure(await archiveExperiment(scope, id))) story.archived = true;
      },
  ],
  [
    5,
    'unarchive',
    ({ archived }) => archived,
    () =>
      async (story, { experiment: { id } }) => {
        if (!isFailure(await unarchiveExperiment(scope, id))) story.archived = false;
      },
  ],
];

const steps = deeds.flatMap(([share, name, isTime, act]) => {
  const step = fc.record({ choice: fc.nat({ max: 7 }), inVain: fc.nat({ max: 19 }) });
  const arbitrary = step.map(({ choice, inVain }) => new Step(name, isTime, act(choice), inVain === 19));
  return Array.from({ length: share }, () => arbitrary);
});

/** Ends a run as a worker would: with a result of every item that has none yet, by its place. */
async function end(id: string, succeeds: (place: number) => boolean): Promise<Run> {
  await beginRun(scope.db, id);
  const run = await scope.db.run.findUniqueOrThrow({ where: { id }, include: { results: true } });
  const items = await scope.db.datasetVersionItem.findMany({
    where: { versionId: run.datasetVersionId },
    orderBy: { position: 'asc' },
  });
  const isThere = (itemId: string) => run.results.some((result) => result.itemId === itemId);
  await commitCells(
    scope,
    run,
    items.map(({ itemId }, place) => (isThere(itemId) ? [] : [succeeds(place) ? { output: 1 } : {}])),
  );
  return scope.db.run.findUniqueOrThrow({ where: { id } });
}

test('the page has each stage once, and leads to stages alone', () => {
  expect([...leadsTo.keys()].sort()).toEqual([...experimentStages].sort());
  for (const targets of leadsTo.values()) {
    expect(targets.length).toBeGreaterThan(0);
    expect(experimentStages).toEqual(expect.arrayContaining(targets));
  }
  expect(withoutBaseline).toEqual(['DRAFT', 'IDLE']);
  expect(withBaseline).toEqual(['DRAFT', 'BASELINE_PENDING', 'BASELINE_FAILED']);
});

/** The stages that an experiment goes through by what is done, in this order. */
async function stagesBy(...names: string[]): Promise<ExperimentStage[]> {
  const [lab, story] = [await Lab.open(), beginning()];
  const stages: ExperimentStage[] = [];
  for (const deed of names) {
    const [, name, isTime, act] = deeds.find(([, each]) => each === deed) ?? [];
    if (!name || !isTime || !act) throw new Error(`There is no way to ${deed}.`);
    await new Step(name, isTime, act(0), false).run(story, lab);
    stages.push(lab.stage);
  }
  return stages;
}

test('an experiment that goes well, but for one run, goes through every stage', async () => {
  const begins = ['choose tasks', 'add the baseline', 'start', 'a run is FAILED', 'start', 'a run is COMPLETED'];
  expect(await stagesBy(...begins, 'branch', 'start', 'a run is COMPLETED', 'complete', 'archive')).toEqual([
    'DRAFT',
    'BASELINE_PENDING',
    'RUNNING_BASELINE',
    'BASELINE_FAILED',
    'RUNNING_BASELINE',
    'BASELINE_COMPLETE',
    'BASELINE_COMPLETE',
    'RUNNING_VARIANT',
    'IDLE',
    'COMPLETED',
    'ARCHIVED',
  ]);
});

test('the tasks of a baseline that has completed stay, also when its failed items are tried again in vain', async () => {
  const begins = ['choose tasks', 'add the baseline', 'start', 'a run is COMPLETED but for an item'];
  expect(await stagesBy(...begins, 'retry', 'a run is CANCELLED', 'start', 'a run is FAILED')).toEqual([
    'DRAFT',
    'BASELINE_PENDING',
    'RUNNING_BASELINE',
    'BASELINE_COMPLETE',
    'RUNNING_BASELINE',
    'BASELINE_PENDING',
    'RUNNING_BASELINE',
    'BASELINE_FAILED',
  ]);
});

test('whatever is done in whatever order, the stage is what happened, and leads where the page says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 80, size: 'max' }), async (given) => {
      const lab = await Lab.open();
      await fc.asyncModelRun(() => ({ model: beginning(), real: lab }), given);
    }),
    // As many as there is time for: on a machine that has much else to do, fewer.
    { numRuns: 20, interruptAfterTimeLimit: 10_000 },
  );
}, 120_000);
