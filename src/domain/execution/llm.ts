import { z } from 'zod';
import { isFailure, ValidationError } from '../../failures.js';
import { type Verbosity, verbosities } from '../../models/call-model.js';
import type { Outcome } from '../../models/outcome.js';
import { askModel } from '../providers/ask-model.js';
import { type ResolvedModel, resolveModel } from '../providers/resolve-model.js';
import { defaultPrompt } from './default-prompt.js';
import type { Executor, Item, Plan } from './executor.js';
import { parseGiven } from './parse-given.js';
import { permanentFault } from './permanent-fault.js';
import { TemplateTooLarge, templateOf } from './template.js';
import { checkTemplate, checkTemplateFields } from './template-checks.js';

/** A prompt to a model. `system` and `prompt` are templates over the item; the rest goes to the model as it is. */
const Configuration = z.strictObject({
  model: z.string(),
  system: z.string().optional(),
  /** Without one, the item's input is the prompt. */
  prompt: z.string().optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  max_tokens: z.int().min(1).max(10_000_000).optional(),
  verbosity: z.enum(verbosities).optional(),
});

type Values = {
  model: ResolvedModel;
  system: string | null;
  prompt: string | null;
  temperature: number | null;
  topP: number | null;
  maxOutputTokens: number | null;
  verbosity: Verbosity | null;
};

const templateFields = ['system', 'prompt'] as const;

/** Runs the variants of type LLM: the model's answer to a prompt, as text. */
export const llmExecutor: Executor = {
  type: 'LLM',

  async plan({ configuration }, scope): Promise<Plan | ValidationError> {
    const given = parseGiven(Configuration, configuration, 'configuration');
    if (isFailure(given)) return given;
    for (const field of templateFields) {
      const misfit = checkTemplate(given[field] ?? '', `configuration.${field}`);
      if (misfit) return misfit;
    }
    const model = await resolveModel(scope, given.model);
    if (isFailure(model)) return model;
    if (model.kind === 'RULES') {
      return new ValidationError(
        'The provider rules extracts only: name a model of another provider, or make it a variant of type EXTRACTION.',
        {
          field: 'configuration.model',
        },
      );
    }
    const values: Values = {
      model,
      system: given.system ?? null,
      prompt: given.prompt ?? null,
      temperature: given.temperature ?? null,
      topP: given.top_p ?? null,
      maxOutputTokens: given.max_tokens ?? null,
      verbosity: given.verbosity ?? null,
    };
    return { lane: model.lane, values };
  },

  check(plan, items) {
    const values = plan as Values;
    for (const field of templateFields) {
      const misfit = checkTemplateFields(values[field] ?? '', items, `configuration.${field}`);
      if (misfit) return misfit;
    }
    return null;
  },

  async execute({ plan, item, signal }, scope): Promise<Outcome> {
    const values = plan as Values;
    const filled = fillBoth(values, item);
    if (filled instanceof TemplateTooLarge) return permanentFault('template_too_large', filled.message);
    const { system, prompt } = filled;
    const missing = [...(system?.missing ?? []), ...prompt.missing];
    if (missing.length > 0) {
      return permanentFault(
        'missing_field',
        `The item lacks what the template names: ${missing.map((name) => `{{${name}}}`).join(', ')}.`,
      );
    }
    return askModel(scope, values.model, {
      system: system?.text ?? null,
      prompt: prompt.text,
      temperature: values.temperature ?? undefined,
      topP: values.topP ?? undefined,
      maxOutputTokens: values.maxOutputTokens ?? undefined,
      verbosity: values.verbosity ?? undefined,
      signal,
    });
  },
};

function fillBoth(values: Values, item: Item) {
  try {
    const prompt = fill(values.prompt, item) ?? { text: defaultPrompt(item.input), missing: [] };
    return { system: fill(values.system, item), prompt };
  } catch (error) {
    if (error instanceof TemplateTooLarge) return error;
    throw error;
  }
}

function fill(template: string | null, item: Item): { text: string; missing: string[] } | null {
  return template === null ? null : templateOf(template).render(item);
}
