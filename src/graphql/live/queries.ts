import { ValidationError } from '../../failures.js';
import { decodeId, type Id } from '../../ids.js';
import { storableText } from '../../json.js';
import { builder } from '../builder.js';
import { pageArgs, pageComplexity } from '../connections.js';
import { liveExperimentPage } from './pages.js';
import { LiveExperimentConnection, LiveExperimentRef } from './types.js';
import './exposures.js';

builder.queryFields((t) => ({
  liveExperiment: t.field({
    type: LiveExperimentRef,
    nullable: true,
    description: 'A live experiment by its id or by its name; null where the organization has none of that.',
    args: {
      id: t.arg.id({ description: 'Its id.' }),
      name: t.arg.string({ description: 'The id that it has in the code.' }),
    },
    resolve: (_root, args, { scope: { db, organizationId } }) => {
      const which = givenIdOrName(args);
      return which && db.liveExperiment.findFirst({ where: { organizationId, ...which } });
    },
  }),
  liveExperiments: t.field({
    type: LiveExperimentConnection,
    description: 'The live experiments of the organization, the newest first.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: (_root, args, context) => liveExperimentPage(args, context),
  }),
}));

/** Null for what is no id. @throws ValidationError unless one of the two is given. */
function givenIdOrName(given: {
  id?: string | null;
  name?: string | null;
}): { id: Id<'liveExperiment'> } | { name: string } | null {
  const { id = null, name = null } = given;
  if ((id === null) === (name === null)) throw new ValidationError('Give either id or name: which live experiment is meant.');
  if (name !== null) return { name: storableText(name) };
  const decoded = decodeId('liveExperiment', id ?? '');
  return decoded === null ? null : { id: decoded };
}
