import { z } from 'zod';
import type { InferenceStepKind } from '../../database/client.js';
import { isFailure, ValidationError } from '../../failures.js';
import { canonicalJson, type Json, storable } from '../../json.js';
import { verbosities } from '../../models/call-model.js';
import { parseGiven } from '../execution/parse-given.js';

export const parameterTypes = ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'JSON'] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** A parameter that an inference step accepts. */
export interface StepParameter {
  name: string;
  type: ParameterType;
  /** What the application uses at present; null: it is not known here. */
  default: Json;
  /** The least and greatest of a number; null: no bound. */
  minimum: number | null;
  maximum: number | null;
  /** The values that there are; null: any of the type. */
  choices: Json[] | null;
}

/** The parameters of a stored step, as {@link readParameters} made them. */
export function parametersOf(step: { parameters: unknown }): StepParameter[] {
  return step.parameters as StepParameter[];
}

const known = { default: null, minimum: null, maximum: null, choices: null };

/** The parameters of a language model, whose values are the same in every application. */
export const modelParameters: readonly StepParameter[] = [
  { ...known, name: 'system', type: 'STRING' },
  { ...known, name: 'temperature', type: 'NUMBER', minimum: 0, maximum: 2 },
  { ...known, name: 'top_p', type: 'NUMBER', minimum: 0, maximum: 1 },
  { ...known, name: 'max_tokens', type: 'INTEGER', minimum: 1, maximum: 10_000_000 },
  // Free text: the application calls its models by names of its own.
  { ...known, name: 'model', type: 'STRING' },
  { ...known, name: 'verbosity', type: 'STRING', choices: [...verbosities] },
];

const mostParameters = 100;

const Given = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][\w.-]{0,99}$/, 'a parameter’s name has 1 to 100 letters, digits, dots, hyphens and underscores'),
  type: z.enum(parameterTypes).nullish(),
  default: z.json().nullish(),
  minimum: z.number().nullish(),
  maximum: z.number().nullish(),
  choices: z.array(z.json()).min(1).max(1000).nullish(),
});
const GivenList = z.array(Given).max(mostParameters);

/** A parameter as it is given: for one of {@link modelParameters} its name and default alone. */
export type GivenParameter = z.input<typeof Given>;

/**
 * The parameters that a step accepts, checked.
 *
 * @param given null: those of a language model for a step of the kind LLM, none for others.
 */
export function readParameters(
  kind: InferenceStepKind,
  given: readonly GivenParameter[] | null,
): StepParameter[] | ValidationError {
  if (given === null) return kind === 'LLM' ? [...modelParameters] : [];
  const parsed = parseGiven(GivenList, given, 'parameters');
  if (isFailure(parsed)) return parsed;
  const parameters: StepParameter[] = [];
  for (const [place, each] of parsed.entries()) {
    const field = `parameters[${place}]`;
    if (parameters.some(({ name }) => name === each.name))
      return new ValidationError(`${field}.name: "${each.name}" is there twice. Name each parameter once.`, {
        field: `${field}.name`,
      });
    const parameter = definitionOf(each, field);
    if (isFailure(parameter)) return parameter;
    const misfit = parameter.default === null ? null : misfitOfValue(parameter, parameter.default);
    if (misfit) return new ValidationError(`${field}.default: ${misfit}.`, { field: `${field}.default` });
    parameters.push(parameter);
  }
  return parameters;
}

function definitionOf(given: z.output<typeof Given>, field: string): StepParameter | ValidationError {
  const { name, type, minimum = null, maximum = null, choices = null } = given;
  const value = storable(given.default ?? null);
  const model = modelParameters.find((parameter) => parameter.name === name);
  if (model) {
    const isOther = (type && type !== model.type) || minimum !== null || maximum !== null || choices !== null;
    if (isOther) {
      return new ValidationError(
        `${field}: what values "${name}" takes is set. Give its name and default alone, or call the parameter something else.`,
        { field },
      );
    }
    return { ...model, default: value };
  }
  const isNumber = type === 'NUMBER' || type === 'INTEGER';
  if (!isNumber && (minimum !== null || maximum !== null))
    return new ValidationError(`${field}: minimum and maximum are for numbers, and "${name}" is ${type ?? 'JSON'}.`, { field });
  if (minimum !== null && maximum !== null && minimum > maximum)
    return new ValidationError(`${field}.minimum is above ${field}.maximum.`, { field: `${field}.minimum` });
  const parameter: StepParameter = {
    name,
    type: type ?? 'JSON',
    default: value,
    minimum,
    maximum,
    choices: choices && storable(choices),
  };
  const misfit = choices?.map((choice) => misfitOfValue({ ...parameter, choices: null }, choice)).find((text) => text !== null);
  return misfit ? new ValidationError(`${field}.choices: ${misfit}.`, { field: `${field}.choices` }) : parameter;
}

const checks: Record<ParameterType, { fits: (value: Json) => boolean; name: string }> = {
  STRING: { fits: (value) => typeof value === 'string', name: 'a text' },
  NUMBER: { fits: (value) => typeof value === 'number', name: 'a number' },
  INTEGER: { fits: (value) => Number.isSafeInteger(value), name: 'a whole number' },
  BOOLEAN: { fits: (value) => typeof value === 'boolean', name: 'true or false' },
  JSON: { fits: (value) => value !== null, name: 'a value' },
};

/** Why a value is none of the parameter's, in words for a person; null where it is one. */
export function misfitOfValue({ name, type, minimum, maximum, choices }: StepParameter, value: Json): string | null {
  const { fits, name: wanted } = checks[type];
  if (!fits(value)) return `${name} takes ${wanted}, not ${shown(value)}`;
  if (name === 'model' && value === '') return 'model is empty: name one';
  if (name === 'top_p' && value === 0) return 'top_p is 0: give a number above 0, up to 1';
  if (typeof value === 'number' && minimum !== null && value < minimum) return `${name} is ${value}: give at least ${minimum}`;
  if (typeof value === 'number' && maximum !== null && value > maximum) return `${name} is ${value}: give at most ${maximum}`;
  if (choices && !choices.some((choice) => canonicalJson(choice) === canonicalJson(value)))
    return `${name} is ${shown(value)}: the values that there are: ${choices.map(shown).join(', ')}`;
  return null;
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
