import { createShareLink, revokeShareLink } from '../../domain/sharing/share-links.js';
import { NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { CreatedShareLinkRef, ShareLinkRef } from './types.js';

const CreateShareLinkInput = builder.inputType('CreateShareLinkInput', {
  description: 'A new link to an experiment. It lives for seven days where nothing else is said, and never longer than a year.',
  fields: (t) => ({
    experimentId: t.id({ required: true, description: 'The experiment that it opens.' }),
    name: t.string({ description: 'Whom or what it is for; by default the name of the experiment.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'When it expires.' }),
    expiresInHours: t.int({ description: 'In how many hours it expires, instead of `expiresAt`.' }),
  }),
});

builder.mutationFields((t) => ({
  createShareLink: t.field({
    type: CreatedShareLinkRef,
    nullable: true,
    description: 'Makes a link by which somebody without a key may read one experiment. Editors only.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: CreateShareLinkInput, required: true, description: 'The link to make.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const experimentId = givenId('experiment', input.experimentId, 'experimentId');
      return orThrow(await createShareLink(scope, { ...input, experimentId }));
    },
  }),
  revokeShareLink: t.field({
    type: ShareLinkRef,
    nullable: true,
    description: 'Makes a link useless for good, from the next request on. Editors only.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { id: t.arg.id({ required: true, description: 'The link to revoke.' }) },
    resolve: async (_root, { id }, { scope }) => orThrow(await revokeShareLink(scope, givenId('shareLink', id, 'id'))),
  }),
}));
