import { nounOf } from '../ids.js';
import { builder } from './builder.js';
import { isNodeId } from './ids.js';

builder.queryField('node', (t) =>
  t.node({
    description: 'Whatever has this id; null where the organization has nothing of that id.',
    args: { id: t.arg.id({ required: true, description: 'The id of anything.' }) },
    // A model provider is no node: those that are built in or come from the environment have no id.
    id: (_root, { id }) => (isNodeId(id) && nounOf(id) !== 'modelProvider' ? id : null),
  }),
);
