import { findTest } from '../../domain/tests/find-test.js';
import { decodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { TestRef } from './types.js';

builder.queryFields((t) => ({
  test: t.field({
    type: TestRef,
    nullable: true,
    description: 'A test that the user’s app was asked for; null where the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The `testId` of the requests to the app.' }) },
    resolve: (_root, args, { scope }) => {
      const id = decodeId('result', args.id);
      return id === null ? null : findTest(scope, id);
    },
  }),
}));
