import { builder } from '../builder.js';
import { EvaluatorKindEnum } from '../enums.js';

export const EvaluatorRef = builder.prismaNode('Evaluator', {
  description: 'A judge attached to an experiment. Runs started later are judged by it.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, experiment: { organizationId: scope.organizationId } }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    kind: t.expose('kind', { type: EvaluatorKindEnum, description: 'How it judges.' }),
    configuration: t.expose('configuration', { type: 'JSON', description: 'What of an output it judges, and by what.' }),
    threshold: t.exposeFloat('threshold', { description: 'The score, 0 to 1, from which a result passes.' }),
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it judges no new run. The scores that it gave stay.',
    }),
  }),
});
