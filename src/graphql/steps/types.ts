import { type ParameterType, parametersOf, parameterTypes, type StepParameter } from '../../domain/steps/parameters.js';
import type { Json } from '../../json.js';
import { builder } from '../builder.js';
import { InferenceStepKindEnum } from '../enums.js';

const typeDescriptions: Record<ParameterType, string> = {
  STRING: 'A text.',
  NUMBER: 'A number.',
  INTEGER: 'A whole number.',
  BOOLEAN: 'True or false.',
  JSON: 'Any value but null.',
};

export const ParameterTypeEnum = builder.enumType('ParameterType', {
  description: 'What the values of a parameter are.',
  values: Object.fromEntries(parameterTypes.map((type) => [type, { description: typeDescriptions[type] }])) as Record<
    ParameterType,
    { description: string }
  >,
});

export const StepParameterRef = builder.objectRef<StepParameter>('StepParameter').implement({
  description: 'A parameter that an inference step accepts.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    type: t.expose('type', { type: ParameterTypeEnum, description: 'What its values are.' }),
    default: t.expose('default', {
      type: 'JSON',
      nullable: true,
      description: 'What the application uses at present; null: it is not known here.',
    }),
    minimum: t.exposeFloat('minimum', { nullable: true, description: 'The least that a number may be; null: no bound.' }),
    maximum: t.exposeFloat('maximum', { nullable: true, description: 'The most that a number may be; null: no bound.' }),
    choices: t.field({
      type: ['JSON'],
      nullable: true,
      description: 'The values that there are; null: any of the type.',
      resolve: ({ choices }): Json[] | null => choices,
    }),
  }),
});

export const InferenceStepRef = builder.prismaNode('InferenceStep', {
  description: 'A named point of the user’s pipeline whose parameters can be changed.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: 'What the user’s application calls it; it never changes.' }),
    kind: t.expose('kind', { type: InferenceStepKindEnum, description: 'What it does.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    parameters: t.field({
      type: [StepParameterRef],
      description: 'The parameters that it accepts, each with its current default.',
      resolve: parametersOf,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
});

export const InferenceStepConnection = builder.connectionObject(
  { type: InferenceStepRef, name: 'InferenceStepConnection' },
  { name: 'InferenceStepEdge' },
);
