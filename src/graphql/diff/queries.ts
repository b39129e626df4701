import { diffOutputs } from '../../domain/diff/diff-outputs.js';
import { findResultPair, sideOf } from '../../domain/diff/find-result-pair.js';
import { decodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { ResultDiffRef } from './types.js';

builder.queryField('resultDiff', (t) =>
  t.field({
    type: ResultDiffRef,
    nullable: true,
    description:
      'How two results differ, of any two runs; null where the organization has no such result. A share link opens those of its experiment alone.',
    skipTypeScopes: true,
    args: {
      leftId: t.arg.id({ required: true, description: 'The result to compare.' }),
      rightId: t.arg.id({ required: true, description: 'The result to compare it with.' }),
    },
    resolve: async (_root, { leftId, rightId }, { scope }) => {
      const [left, right] = [decodeId('result', leftId), decodeId('result', rightId)];
      const pair = left && right && (await findResultPair(scope, left, right));
      return pair ? { ...pair, ...diffOutputs(sideOf(pair.left), sideOf(pair.right)) } : null;
    },
  }),
);
