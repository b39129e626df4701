import { z } from 'zod';
import { ValidationError, isFailure } from '../../failures.js';
import type { JsonObject } from '../../json.js';
import { permanentFault } from '../execution/permanent-fault.js';
import { askModel } from '../providers/ask-model.js';
import { type ResolvedModel, resolveModel } from '../providers/resolve-model.js';
import { answerIn, answerOptions, notAsked, withNormalizedStrings } from './answer.js';
import type { RemoteEvaluator } from './evaluator.js';
import { judgePrompt, judgeSystem, Opinion, opinionSchema } from './judge-prompt.js';

const settings = {
  ...answerOptions([]),
  /** What a good answer is, in words for the judge. */
  rubric: z.string().trim().min(1, 'must not be empty').max(20_000, 'must have at most 20,000 characters'),
  /** By default the provider's own. */
  temperature: z.number().min(0).max(2).optional(),
  /** The most tokens that the judge may write. */
  max_tokens: z.number().int().min(1).optional(),
};
const Configuration = z.strictObject({ ...settings, model: z.string().trim().min(1, 'must name a model, as provider:model') });
const Planned = z.object({ ...settings, model: z.custom<ResolvedModel>() });

/**
 * A model's opinion by a rubric, 0 to 1. The judge sees the item's input, the expected output and the answer, marked off so
 * that none of them can pose as instructions.
 */
export const llmJudge: RemoteEvaluator<z.output<typeof Configuration>> = {
  where: 'remote',
  kind: 'LLM_JUDGE',
  threshold: 0.5,
  configuration: Configuration,
  async plan(configuration, scope) {
    const model = await resolveModel(scope, configuration.model);
    if (isFailure(model)) return model;
    if (model.kind === 'RULES') {
      return new ValidationError(`${configuration.model} extracts by rules and cannot judge. Name a model of a provider.`, {
        code: 'UNKNOWN_MODEL',
        field: 'configuration.model',
      });
    }
    const values: JsonObject = {
      ...configuration,
      model,
      extract: configuration.extract?.source ?? null,
      normalize: [...configuration.normalize],
    };
    return { lane: model.lane, values };
  },
  async judge({ item, output }, plan, { signal }, scope) {
    const { model, rubric, temperature, max_tokens: maxOutputTokens, ...options } = Planned.parse(plan);
    const answer = answerIn(output, options);
    if (!answer.found) return { kind: 'verdict', value: 0, explanation: answer.explanation, ...notAsked };

    const prompt = judgePrompt(rubric, item, withNormalizedStrings(answer.value, options));
    const outcome = await askModel(scope, model, {
      system: judgeSystem,
      prompt,
      jsonSchema: opinionSchema,
      temperature,
      maxOutputTokens,
      signal,
    });
    if (outcome.kind === 'fault') return outcome;
    const opinion = Opinion.safeParse(outcome.output);
    if (!opinion.success)
      return permanentFault('invalid_verdict', 'The judge did not answer with a score and an explanation.', outcome);
    return {
      kind: 'verdict',
      value: opinion.data.score,
      explanation: opinion.data.explanation,
      usage: outcome.usage,
      cost: outcome.cost,
    };
  },
};
