import { type CreatedShareLink, shareLinkStatus } from '../../domain/sharing/share-links.js';
import { builder } from '../builder.js';
import { ExperimentRef } from '../experiments/types.js';

const ShareLinkStatusEnum = builder.enumType('ShareLinkStatus', {
  description: 'Whether a share link still opens its experiment.',
  values: {
    ACTIVE: { description: 'It does.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'It was revoked, and opens nothing any more.' },
  },
});

export const ShareLinkRef = builder.prismaNode('ShareLink', {
  description: 'A way for somebody without a key to read one experiment, until it expires or is revoked. Editors only.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { role: 'EDITOR' },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Whom or what it is for.' }),
    status: t.field({
      type: ShareLinkStatusEnum,
      description: 'Whether it opens its experiment now.',
      resolve: (link) => shareLinkStatus(link),
    }),
    experiment: t.field({
      type: ExperimentRef,
      description: 'The experiment that it opens.',
      resolve: ({ experimentId }, _args, { loaders }) => loaders.experiments.load(experimentId),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From when on it opens nothing.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'Since when it is revoked.' }),
  }),
});

builder.prismaObjectField(ExperimentRef, 'shareLinks', (t) =>
  t.relation('shareLinks', {
    description: 'The links that open it to people without a key, expired and revoked ones too, the newest first. Editors only.',
    authScopes: { role: 'EDITOR' },
    query: { orderBy: { id: 'desc' } },
  }),
);

/** What createShareLink gives. */
export const CreatedShareLinkRef = builder.objectRef<CreatedShareLink>('CreatedShareLink').implement({
  description: 'A new share link.',
  fields: (t) => ({
    shareLink: t.field({
      type: ShareLinkRef,
      description: 'What is known of the link from now on.',
      resolve: ({ shareLink }) => shareLink,
    }),
    token: t.exposeString('token', {
      description: 'The token itself, for programs: to be sent as `Authorization: Bearer …`. It is shown this once.',
    }),
    path: t.exposeString('path', {
      description:
        'The same for browsers: a path on this server, with the token in its fragment, which is sent to no server. It is shown this once.',
    }),
  }),
});
