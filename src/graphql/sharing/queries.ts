import { builder } from '../builder.js';
import { ExperimentRef } from '../experiments/types.js';

builder.queryField('sharedExperiment', (t) =>
  t.prismaField({
    type: ExperimentRef,
    nullable: true,
    description: 'The experiment that the share link of the request opens; null where the request carries a key.',
    skipTypeScopes: true,
    resolve: (query, _root, _args, { identity, scope }) => {
      if (identity.kind === 'key') return null;
      const { experimentId, organizationId } = identity;
      return scope.db.experiment.findUnique({ ...query, where: { id: experimentId, organizationId } });
    },
  }),
);
