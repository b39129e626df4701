import { runsInReach } from '../../domain/sharing/reach.js';
import { builder } from '../builder.js';
import { askedId } from '../ids.js';
import { RunRef } from './types.js';

builder.queryFields((t) => ({
  run: t.prismaField({
    type: RunRef,
    nullable: true,
    description: 'A run; null where the organization has none of that id. A share link opens those of its experiment alone.',
    skipTypeScopes: true,
    args: { id: t.arg.id({ required: true, description: 'The run.' }) },
    resolve: (query, _root, args, { scope }) =>
      scope.db.run.findUnique({ ...query, where: { id: askedId('run', args.id), ...runsInReach(scope) } }),
  }),
}));
