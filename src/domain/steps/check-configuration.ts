import { ValidationError } from '../../failures.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { misfitOfValue } from './parameters.js';
import type { StepInScope } from './scope.js';

/**
 * Why a configuration of the steps in scope does not fit them; null where it does. What it leaves out is the application's own
 * affair: a step, or a parameter of one.
 *
 * @param field where it was given: the error's field is a path that starts with this.
 */
export function misfitOfConfiguration(
  steps: readonly StepInScope[],
  configuration: JsonObject,
  field: string,
): ValidationError | null {
  for (const [externalId, parameters] of Object.entries(configuration)) {
    const path = `${field}.${externalId}`;
    const step = steps.find((each) => each.externalId === externalId);
    if (!step) return unknownStep(steps, externalId, path);
    if (!isJsonObject(parameters))
      return new ValidationError(`${path} has to be an object of parameters, such as {"temperature": 0.3}.`, { field: path });
    for (const [name, value] of Object.entries(parameters)) {
      const misfit = misfitOfParameter(step, name, value, `${path}.${name}`);
      if (misfit) return misfit;
    }
  }
  return null;
}

/** Why variants may not override a parameter of a step with a value; null where they may. */
export function misfitOfOverride(
  steps: readonly StepInScope[],
  { step: externalId, parameter: name, value }: { step: string | null; parameter: string; value: Json },
): ValidationError | null {
  const step = steps.find((each) => each.externalId === externalId);
  if (!step) return unknownStep(steps, externalId, 'override.step');
  const parameter = step.parameters.find((each) => each.name === name);
  if (parameter?.overridable !== false) return misfitOfParameter(step, name, value, 'override.value', 'override.parameter');
  const others = step.parameters.filter(({ overridable }) => overridable).map((each) => each.name);
  const remedy = others.length > 0 ? `Those that they may: ${others.join(', ')}.` : 'They may override none of this step.';
  return new ValidationError(`override.parameter: variants may not override "${name}" of "${step.externalId}". ${remedy}`, {
    field: 'override.parameter',
  });
}

/** A configuration with what its steps use at present in place of what it leaves out, as far as that is known. */
export function withDefaults(steps: readonly StepInScope[], configuration: JsonObject): JsonObject {
  const filled = steps.flatMap(({ externalId, parameters }) => {
    const own = Object.hasOwn(configuration, externalId) ? configuration[externalId] : {};
    const known = parameters.filter((parameter) => parameter.default !== null);
    // What is no object stays as it is, for the check to name it.
    if (!isJsonObject(own) || known.length === 0) return [];
    return [[externalId, { ...Object.fromEntries(known.map((each) => [each.name, each.default])), ...own }] as const];
  });
  return { ...configuration, ...Object.fromEntries(filled) };
}

function misfitOfParameter(
  step: StepInScope,
  name: string,
  value: Json,
  field: string,
  fieldOfName = field,
): ValidationError | null {
  const parameter = step.parameters.find((each) => each.name === name);
  if (parameter) {
    const misfit = misfitOfValue(parameter, value);
    return misfit === null ? null : new ValidationError(`${field}: ${misfit}.`, { field });
  }
  const names = step.parameters.map((each) => each.name);
  const remedy = names.length > 0 ? `Those that it accepts: ${names.join(', ')}.` : 'It accepts none.';
  return new ValidationError(`${fieldOfName}: the step "${step.externalId}" has no parameter "${name}". ${remedy}`, {
    field: fieldOfName,
  });
}

function unknownStep(steps: readonly StepInScope[], externalId: string | null, field: string): ValidationError {
  const names = steps.map((each) => each.externalId).join(', ');
  const wrong = externalId === null ? `${field} is missing.` : `${field}: the step "${externalId}" is not in scope.`;
  const remedy = names
    ? `The steps in scope are: ${names}.`
    : 'No step is: take some into scope with updateExperiment(input: {id, steps: [{stepId}]}).';
  return new ValidationError(`${wrong} ${remedy}`, { code: 'UNKNOWN_STEP', field });
}
