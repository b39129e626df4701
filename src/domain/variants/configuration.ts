import { type ExperimentType, Prisma, type Variant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../json.js';

/** The one thing that a child changes on top of its parent. */
export interface Override {
  /** The `externalId` of an inference step; null where the configuration has no steps: then the parameter is one of its own keys. */
  step: string | null;
  parameter: string;
  value: Json;
}

/** What a variant is by itself: a root has a whole configuration, a child one override on top of its parent's. */
export type VariantContent =
  | { kind: 'root'; configuration: JsonObject }
  | { kind: 'child'; parentId: Id<'variant'>; override: Override };

type ContentColumns = Pick<Variant, 'configuration' | 'parentId' | 'overrideStep' | 'overrideParameter' | 'overrideValue'>;

/** The content of a stored variant. */
export function contentOf(row: ContentColumns): VariantContent {
  const { configuration, parentId, overrideStep, overrideParameter, overrideValue } = row;
  if (parentId === null) return { kind: 'root', configuration: configuration as JsonObject };
  if (overrideParameter === null) throw new Error('A variant with a parent has an override: the table checks it.');
  return {
    kind: 'child',
    parentId,
    override: { step: overrideStep, parameter: overrideParameter, value: overrideValue as Json },
  };
}

/** The columns that {@link contentOf} reads. */
export function columnsOf(content: VariantContent): ContentColumns {
  if (content.kind === 'root') {
    const { configuration } = content;
    return { configuration, parentId: null, overrideStep: null, overrideParameter: null, overrideValue: null };
  }
  const { parentId, override } = content;
  const { step, parameter, value } = override;
  return { configuration: null, parentId, overrideStep: step, overrideParameter: parameter, overrideValue: value };
}

/** {@link columnsOf} as Prisma takes them. */
export function storedColumns(content: VariantContent) {
  const columns = columnsOf(content);
  return {
    ...columns,
    configuration: columns.configuration ?? Prisma.DbNull,
    overrideValue: columns.overrideValue ?? Prisma.DbNull,
  };
}

/** Whether two variants would be the same by themselves. */
export function isSameContent(one: VariantContent, other: VariantContent): boolean {
  const textOf = (content: VariantContent) => canonicalJson(Object.values(columnsOf(content)) as Json[]);
  return textOf(one) === textOf(other);
}

/** Whether configurations of a type hold one object of parameters for each inference step, or their parameters themselves. */
export function hasSteps(type: ExperimentType): boolean {
  return type === 'WEBHOOK';
}

/** A configuration with one parameter set. */
export function withOverride(configuration: JsonObject, { step, parameter, value }: Override): JsonObject {
  if (step === null) return { ...configuration, [parameter]: value };
  return { ...configuration, [step]: { ...parametersOf(configuration, step), [parameter]: value } };
}

/** What a configuration says of a parameter; undefined: nothing. */
export function valueIn(configuration: JsonObject, { step, parameter }: Pick<Override, 'step' | 'parameter'>): Json | undefined {
  const parameters = step === null ? configuration : parametersOf(configuration, step);
  return Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined;
}

/** The overrides of a configuration as an application gets them: the parameters that differ, by step where there are steps. */
export type Overrides = JsonObject;

/**
 * What a configuration says otherwise than the one that it goes back to. Overrides only ever set parameters, so there is none
 * that the other has and this one lacks.
 */
export function overridesBetween(type: ExperimentType, baseline: JsonObject, configuration: JsonObject): Overrides {
  if (!hasSteps(type)) return changedKeys(baseline, configuration);
  const steps = Object.keys(configuration).map(
    (step) => [step, changedKeys(parametersOf(baseline, step), parametersOf(configuration, step))] as const,
  );
  return Object.fromEntries(steps.filter(([, parameters]) => Object.keys(parameters).length > 0));
}

/** The configuration that {@link overridesBetween} was taken from, given the one that it goes back to. */
export function withOverrides(type: ExperimentType, baseline: JsonObject, overrides: Overrides): JsonObject {
  if (!hasSteps(type)) return { ...baseline, ...overrides };
  const steps = Object.keys(overrides).map(
    (step) => [step, { ...parametersOf(baseline, step), ...parametersOf(overrides, step) }] as const,
  );
  return { ...baseline, ...Object.fromEntries(steps) };
}

function changedKeys(baseline: JsonObject, configuration: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(configuration).filter(
      ([key, value]) => !Object.hasOwn(baseline, key) || canonicalJson(baseline[key] as Json) !== canonicalJson(value),
    ),
  );
}

function parametersOf(configuration: JsonObject, step: string): JsonObject {
  const parameters = Object.hasOwn(configuration, step) ? configuration[step] : undefined;
  return isJsonObject(parameters) ? parameters : {};
}
