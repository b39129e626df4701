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
/** The stages that a late choice of the baseline leads from and to, as the page says it. */
const byBaseline = codeIn(
  /An experiment of another type[\s\S]*?\n\n/.exec(section('experiments.md', 'The stages'))?.[0] ?? '',
).filter((code) => experimentStages.some((stage) => stage === code));

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
  variants: { id: string; isRoot: boolean }[];
  /** In the order in which they were started. */
  runs: { id: string; variantId: string; status: RunStatus; failures: boolean }[];
}

function beginning(): Story {
  return { archived: false, completed: false, tasks: false, baseline: null, variants: [], runs: [] };
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
      const isChoice = this.name.startsWith('baseline:') && byBaseline.includes(before);
      expect(isChoice ? byBaseline : leadsTo.get(before), `${before} by ${this.name}`).toContain(lab.stage);
    }
    if (wasArchived && this.name !== 'unarchive') expect(JSON.stringify(story)).toBe(text);
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
  story.runs.push(...runs.map(({ id, variantId }) => ({ id, variantId, status: 'PENDING' as const, failures: false })));
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
        if (!isFailure(await updateExperiment(scope, { id, tasks: { sample: { size: 1 } } }))) story.tasks = true;
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
  ...(['COMPLETED', 'FAILED', 'CANCELLED'] as const).map((status): (typeof deeds)[number] => [
    status === 'COMPLETED' ? 6 : 2,
    `a run is ${status}`,
    ({ runs }) => runs.some((run) => run.status === 'PENDING'),
    (choice) => async (story) => {
      const run = at(
        story.runs.filter((each) => each.status === 'PENDING'),
        choice,
      );
      if (!run) return;
      if (status === 'CANCELLED') succeeded(await cancelRun(scope, run.id));
      else await end(run.id, status);
      run.status = status;
      run.failures = status === 'FAILED';
    },
  ]),
  [
    1,
    'retry',
    ({ runs }) => runs.some(({ failures }) => failures),
    (choice) => async (story) => {
      const run = at(
        story.runs.filter(({ failures }) => failures),
        choice,
      );
      if (run && !isFailure(await retryFailedItems(scope, run.id))) run.status = 'PENDING';
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

/** Ends a run as a worker would. */
async function end(id: string, status: 'COMPLETED' | 'FAILED'): Promise<void> {
  await beginRun(scope.db, id);
  const run = await scope.db.run.findUniqueOrThrow({ where: { id } });
  await commitCells(
    scope,
    run,
    numberedItems(run.itemsTotal).map(() => [status === 'COMPLETED' ? { output: 1 } : {}]),
  );
}

test('the page has each stage once, and leads to stages alone', () => {
  expect([...leadsTo.keys()].sort()).toEqual([...experimentStages].sort());
  for (const targets of leadsTo.values()) {
    expect(targets.length).toBeGreaterThan(0);
    expect(experimentStages).toEqual(expect.arrayContaining(targets));
  }
  expect(byBaseline).toHaveLength(5);
});

test('an experiment that goes well, but for one run, goes through every stage', async () => {
  const [lab, story] = [await Lab.open(), beginning()];
  const stages = [];
  for (const deed of [
    'choose tasks',
    'add the baseline',
    'start',
    'a run is FAILED',
    'retry',
    'a run is COMPLETED',
    'branch',
    'start',
    'a run is COMPLETED',
    'complete',
    'archive',
  ]) {
    const [, name, isTime, act] = deeds.find(([, each]) => each === deed) ?? [];
    if (!name || !isTime || !act) throw new Error(`There is no way to ${deed}.`);
    await new Step(name, isTime, act(0), false).run(story, lab);
    stages.push(lab.stage);
  }
  expect(stages).toEqual([
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

test('whatever is done in whatever order, the stage is what happened, and leads where the page says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 80, size: 'max' }), async (given) => {
      const lab = await Lab.open();
      await fc.asyncModelRun(() => ({ model: beginning(), real: lab }), given);
    }),
    // As many as there is time for: on a machine that has much else to do, fewer.
    { numRuns: 40, interruptAfterTimeLimit: 10_000 },
  );
}, 120_000);
