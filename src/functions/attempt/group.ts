import type { StepMemory } from '../../domain/functions/begin-attempts.js';
import type { AttemptEnd, NewExposure } from '../../domain/functions/work.js';
import type { ExposedTo, ShownExperiment } from '../../domain/live/expose.js';
import { unitOfKey, unitOfRun } from '../../domain/live/unit.js';
import { encodeId, exposureIdOf, type Id } from '../../ids.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { isName } from '../define-function.js';
import { NonRetriableError } from '../errors.js';
import { isManaged } from '../managed/snapshot.js';
import { unknownOption } from '../option-names.js';
import type { Selection, Selector } from '../selection/selector.js';
import type { VariantContext } from '../types.js';
import { Exposed, Visit } from './exposed.js';
import { failed, failedBy } from './failed.js';
import type { Flow, Notes } from './flow.js';
import { innermostVisit, places } from './place.js';
import { refuseMisplaced } from './placement.js';
import type { Kept, Steps } from './steps.js';

type VariantCode = (context: VariantContext) => unknown;

/** `group.experiment` as it is called, whatever the types say. */
export interface GivenExperiment {
  variants: Record<string, VariantCode>;
  select: Selector<never>;
  withVariant?: boolean;
}

/** What is remembered of a choice. */
interface Choice {
  variant: string;
  exposureId: string;
  configuration: JsonObject | null;
}

const optionNames: readonly string[] = ['variants', 'select', 'withVariant'] satisfies (keyof GivenExperiment)[];

/** Runs the experiments that a handler asks for. */
export class Group {
  private readonly exposed = new Map<string, Exposed>();
  /** What was chosen in this run, in this attempt or before, by the exposure. */
  private readonly choices: Map<string, Choice>;

  constructor(
    private readonly runId: Id<'functionRun'>,
    private readonly flow: Flow,
    private readonly steps: Steps,
    private readonly show: (shown: ShownExperiment) => Promise<ExposedTo>,
    remembered: readonly StepMemory[],
  ) {
    const chosen = remembered.filter(({ kind, status }) => kind === 'EXPERIMENT' && status === 'COMPLETED');
    const choices = chosen
      .toSorted((a, b) => a.position - b.position)
      .map(({ externalId, output }) => readChoice(externalId, output));
    this.choices = new Map(choices.map((choice) => [choice.exposureId, choice]));
  }

  /** The exposures that the run has had so far, in their order. */
  get exposures(): Exposed[] {
    return [...this.exposed.values()];
  }

  async experiment(id: string, given: GivenExperiment): Promise<unknown> {
    // Whatever the types say, code that is not compiled may leave the options out.
    const options: Partial<GivenExperiment> = given ?? {};
    refuseMisplaced(`group.experiment("${id}")`);
    const names = checkExperiment(id, options);
    const { variants, select, withVariant } = given;
    const around = innermostVisit();
    const choice = await this.choose(id, names, select, around);
    const code = variants[choice.variant];
    if (!code || !names.includes(choice.variant)) {
      throw new NonRetriableError(
        `The experiment "${id}" had chosen "${choice.variant}" for this run, and has no such variant any more: it has ${listOf(names)}.`,
      );
    }
    const result = await this.enter(id, names, choice, code, around);
    return withVariant ? { result, variant: choice.variant } : result;
  }

  /** What is committed with the end of the attempt: in a run that has failed, nothing is under way any more. */
  notesAtEnd(end: AttemptEnd): Partial<Notes> {
    if (end.kind !== 'FAILED') return {};
    const open = this.exposures.filter(({ isOpen }) => isOpen);
    for (const exposed of open) exposed.fail(failed(end.errorType, end.errorMessage));
    return { outcomes: open.map((exposed) => exposed.outcome()) };
  }

  private async choose(id: string, names: readonly string[], select: Selector<never>, around: Visit | null): Promise<Choice> {
    const context = { runId: encodeId('functionRun', this.runId), experimentId: id, variants: names };
    const chosen = await this.steps.take<Selection>(this.flow.memory.call('EXPERIMENT', id), {
      place: { in: 'select', experiment: id, variants: names },
      code: async () => {
        const selection = await select.choose(context);
        if (!names.includes(selection.variant)) {
          throw new NonRetriableError(
            `The select of the experiment "${id}" chose ${JSON.stringify(selection.variant)}, and there is no such variant. The variants are ${listOf(names)}.`,
          );
        }
        return selection;
      },
      keep: (selection) => this.expose(id, names, select, selection, around),
      error: ({ type, message }) =>
        new NonRetriableError(
          type === 'NonRetriableError'
            ? message
            : `The select of the experiment "${id}" threw ${type}: ${message.replace(/\.$/, '')}. The variants are ${listOf(names)}.`,
        ),
    });
    return readChoice(id, chosen);
  }

  /** The choice, and the exposure that is committed with it. */
  private async expose(
    name: string,
    variants: readonly string[],
    { strategy }: Selector<never>,
    { variant, key, weights, configurations }: Selection,
    around: Visit | null,
  ): Promise<Kept> {
    const { liveExperimentId, allocationId } = await this.show({
      name,
      variants,
      strategy,
      managed: configurations !== null,
      weights,
    });
    const unit = (key === null ? unitOfRun(this.runId) : unitOfKey(liveExperimentId, key)).toString('hex');
    const idOf = (of: string) => exposureIdOf(this.runId, liveExperimentId, of, unit);
    const configuration = configurations && Object.hasOwn(configurations, variant) ? configurations[variant] : null;
    const own: Choice = { variant, exposureId: idOf(variant), configuration: configuration ?? null };
    // Weights may have changed since the run came by the last time: one run has one variant, unless the code names another itself.
    const isByWeight = strategy === 'WEIGHTED' || strategy === 'BUCKET';
    const choice = (isByWeight && this.firstOf(variants.map(idOf))) || own;
    if (!this.choices.has(choice.exposureId)) this.choices.set(choice.exposureId, choice);
    const exposure: NewExposure = {
      id: choice.exposureId,
      liveExperimentId,
      variant: choice.variant,
      allocationId,
      parentId: around?.exposed.id ?? null,
      unit,
    };
    return { value: choice, notes: { exposures: [exposure] } };
  }

  /** The first choice of this run that has one of these exposures. */
  private firstOf(exposureIds: readonly string[]): Choice | undefined {
    const found = exposureIds.flatMap((id) => this.choices.get(id) ?? []);
    return found.length < 2 ? found[0] : [...this.choices.values()].find((choice) => found.includes(choice));
  }

  private async enter(
    id: string,
    names: readonly string[],
    { variant, exposureId, configuration }: Choice,
    code: VariantCode,
    around: Visit | null,
  ): Promise<unknown> {
    const exposed = this.exposed.get(exposureId) ?? new Exposed(exposureId);
    this.exposed.set(exposureId, exposed);
    exposed.enter();
    const visit = new Visit(exposed, around);
    try {
      const result = await places.run({ in: 'variant', visit }, () => code({ configuration }));
      if (!visit.hasStep) {
        throw new NonRetriableError(
          `The variant "${variant}" of the experiment "${id}" called no step. Every variant has to do its work in step.run, so that it is done once; the variants are ${listOf(names)}.`,
        );
      }
      return result;
    } catch (error) {
      exposed.fail(failedBy(error));
      throw error;
    } finally {
      exposed.leave();
      if (!exposed.isOpen) this.flow.note({ outcomes: [exposed.outcome()] });
    }
  }
}

/** The names of the variants, in the order of the code. */
function checkExperiment(id: string, options: Partial<GivenExperiment>): string[] {
  if (!isName(id))
    throw new NonRetriableError(`An experiment needs an id of 1 to 200 characters, and was given ${JSON.stringify(id)}.`);
  const unknown = unknownOption(`The experiment "${id}"`, options, optionNames);
  if (unknown !== null) throw new NonRetriableError(unknown);
  const { variants, select }: Partial<Record<keyof GivenExperiment, unknown>> = options;
  if (Array.isArray(variants))
    throw new NonRetriableError(`The experiment "${id}" has a list of variants. Give an object, whose keys are their names.`);
  const codes = typeof variants === 'object' && variants !== null ? Object.entries(variants) : [];
  if (codes.length === 0) throw new NonRetriableError(`The experiment "${id}" has no variants. Give at least one.`);
  const names = codes.map(([name]) => name);
  for (const [name, code] of codes) {
    if (!isName(name))
      throw new NonRetriableError(
        `The experiment "${id}" has a variant named ${JSON.stringify(name)}: give 1 to 200 characters.`,
      );
    if (typeof code !== 'function')
      throw new NonRetriableError(`The variant "${name}" of the experiment "${id}" is no function. Give () => step.run(…).`);
  }
  if (typeof select !== 'object' || select === null || !('choose' in select)) {
    const given =
      select === undefined
        ? 'has no select'
        : isManaged(select)
          ? 'has its weights for a select'
          : 'has a select that chooses nothing';
    throw new NonRetriableError(
      `The experiment "${id}" ${given}: give what experiment.weighted, bucket, fixed or custom makes. The variants are ${listOf(names)}.`,
    );
  }
  return names;
}

function readChoice(id: string, chosen: Json | undefined): Choice {
  if (!isJsonObject(chosen) || typeof chosen.variant !== 'string' || typeof chosen.exposureId !== 'string')
    throw new Error(`What is remembered of the experiment "${id}" is no choice.`);
  const { variant, exposureId, configuration = null } = chosen;
  return { variant, exposureId, configuration: isJsonObject(configuration) ? configuration : null };
}

/** Names as a person reads them. */
function listOf(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
