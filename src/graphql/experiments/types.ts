import type { ComparedAnswer } from '../../domain/comparison/compared-answer.js';
import { builder } from '../builder.js';
import { afterId, idCursor, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { ExperimentStatusEnum, ExperimentTypeEnum, NormalizationEnum } from '../enums.js';
import { RunConnection, RunRef } from '../runs/types.js';
import { VariantRef } from '../variants/types.js';

const ComparedAnswerRef = builder.objectRef<ComparedAnswer>('ComparedAnswer').implement({
  description:
    'Which part of an output is the answer that is compared. All outputs without an answer there agree with each other alone.',
  fields: (t) => ({
    pointer: t.exposeString('pointer', { description: 'A JSON Pointer (RFC 6901) into the output; empty: all of it.' }),
    extract: t.exposeString('extract', {
      nullable: true,
      description:
        'A regular expression over what is pointed at, as text: its last match is the answer, or group 1 of that where there is one.',
    }),
    normalize: t.expose('normalize', {
      type: [NormalizationEnum],
      description: 'Which differences don’t count, in the order in which they are taken out.',
    }),
  }),
});

export const ExperimentRef = builder.prismaNode('Experiment', {
  description: 'Compares variants over the items of a dataset version.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is to find out.' }),
    type: t.expose('type', { type: ExperimentTypeEnum, description: 'What it compares.' }),
    status: t.field({
      type: ExperimentStatusEnum,
      description: 'How it stands, derived from all of its runs when it is read.',
      resolve: ({ id }, _args, { loaders }) => loaders.experimentStatus.load(id),
    }),
    datasetVersion: t.relation('datasetVersion', {
      nullable: true,
      description: 'The version of a dataset that its tasks are chosen from.',
    }),
    comparedAnswer: t.field({
      type: ComparedAnswerRef,
      nullable: true,
      description: 'Which part of an output is the answer that is compared; null: all of it.',
      // As `readComparedAnswer` made it.
      resolve: ({ comparedAnswer }) => comparedAnswer as ComparedAnswer | null,
    }),
    variants: t.relation('variants', {
      description: 'Its variants, in their order.',
      query: { orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }] },
    }),
    evaluators: t.relation('evaluators', {
      description: 'The judges of new runs, in the order in which they were added.',
      query: { where: { removedAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    }),
    runs: t.field({
      type: RunConnection,
      description: 'All runs of its variants, the newest first.',
      args: pageArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, { loaders }) => {
        const key = { parentId: id, limit: pageSize(args) + 1, after: afterId('run', args) };
        return pageOf(await loaders.pages.runs.load(key), args, idCursor('run'));
      },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
});

builder.prismaObjectField(VariantRef, 'experiment', (t) =>
  t.field({
    type: ExperimentRef,
    description: 'The experiment that it belongs to.',
    resolve: ({ experimentId }, _args, { loaders }) => loaders.experiments.load(experimentId),
  }),
);

builder.prismaObjectField(RunRef, 'experiment', (t) =>
  t.field({
    type: ExperimentRef,
    description: 'The experiment that it belongs to.',
    resolve: ({ experimentId }, _args, { loaders }) => loaders.experiments.load(experimentId),
  }),
);

export const ExperimentConnection = builder.connectionObject(
  { type: ExperimentRef, name: 'ExperimentConnection' },
  { name: 'ExperimentEdge' },
);
