import { builder } from '../builder.js';
import { noId } from '../ids.js';
import { ExperimentRef } from '../experiments/types.js';

builder.queryField('sharedExperiment', (t) =>
  t.prismaField({
    type: ExperimentRef,
    nullable: true,
    description: 'The experiment that the share link of the request opens; null where the request carries a key.',
    skipTypeScopes: true,
    resolve: (query, _root, _args, { identity, scope }) => {
      const id = identity.kind === 'key' ? noId<'experiment'>() : identity.experimentId;
      return scope.db.experiment.findUnique({ ...query, where: { id, organizationId: identity.organizationId } });
    },
  }),
);
