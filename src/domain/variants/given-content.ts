import type { Variant } from '../../database/client.js';
import { isFailure, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { type Json, type JsonObject, storable, storableText } from '../../json.js';
import { withDefaults } from '../steps/check-configuration.js';
import { contentOf, hasSteps, type Override, type VariantContent } from './configuration.js';
import type { ExperimentTerms } from './plan-subject.js';

/** An override as it is given. */
export interface GivenOverride {
  /** The `externalId` of the inference step; null or not given where configurations have no steps. */
  step?: string | null;
  parameter: string;
  value: Json;
}

/** What a variant is to be by itself: a root has a configuration, a child a parent and an override. */
export interface GivenContent {
  configuration?: JsonObject | null;
  parentId?: Id<'variant'> | null;
  override?: GivenOverride | null;
}

/** The content of a new variant. For configurations with steps, what a root leaves out is what the steps use at present. */
export function contentOfNew(experiment: ExperimentTerms, given: GivenContent): VariantContent | ValidationError {
  const { configuration, parentId, override } = given;
  if (!parentId && !override) {
    if (hasSteps(experiment.type))
      return { kind: 'root', configuration: withDefaults(experiment.steps, storable(configuration ?? {})) };
    if (configuration) return { kind: 'root', configuration: storable(configuration) };
    return new ValidationError(
      'configuration is missing. Give one, or parentId and override for a variant that branches from another.',
      { field: 'configuration' },
    );
  }
  if (!override) {
    return new ValidationError(
      'override is missing: parentId goes with the one parameter that the variant changes, {step, parameter, value}. A variant without a parent takes configuration instead.',
      { field: 'override' },
    );
  }
  if (!parentId)
    return new ValidationError('parentId is missing: override goes with the variant that it changes a parameter of.', {
      field: 'parentId',
    });
  if (configuration) {
    return new ValidationError(
      'configuration goes without parentId and override: a variant that branches from another has its parent’s, with one parameter changed. Give the one or the other.',
      { field: 'configuration' },
    );
  }
  const read = readOverride(override);
  return isFailure(read) ? read : { kind: 'child', parentId, override: read };
}

/** The content of a variant that is changed; what is not given stays. */
export function contentOfChange(variant: Variant, given: GivenContent): VariantContent | ValidationError {
  const content = contentOf(variant);
  const { configuration, parentId, override } = given;
  if (content.kind === 'root') {
    if (!override && !parentId) return configuration ? { ...content, configuration: storable(configuration) } : content;
    const field = override ? 'override' : 'parentId';
    return new ValidationError(
      `${field} is for a variant that branches from another, and "${variant.name}" has a configuration of its own. Change that, or add another variant with parentId and override.`,
      { field },
    );
  }
  if (configuration) {
    return new ValidationError(
      `configuration is for a variant without a parent, and "${variant.name}" branches from another. Change its override instead.`,
      { field: 'configuration' },
    );
  }
  const read = override ? readOverride(override) : content.override;
  return isFailure(read) ? read : { kind: 'child', parentId: parentId ?? content.parentId, override: read };
}

function readOverride({ step = null, parameter, value }: GivenOverride): Override | ValidationError {
  if (parameter === '')
    return new ValidationError('override.parameter is empty. Name the parameter to change.', { field: 'override.parameter' });
  if (value === null)
    return new ValidationError('override.value is null. Give the value that the parameter is to have.', {
      field: 'override.value',
    });
  return { step: step === null ? null : storableText(step), parameter: storableText(parameter), value: storable(value) };
}
