import { endOf, testStatus } from '../../domain/tests/find-test.js';
import { traceOf } from '../../domain/tests/trace.js';
import { encodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { DatasetItemRef } from '../datasets/types.js';
import { DeliveryRef } from '../endpoints/deliveries.js';
import { ResultRef } from '../results/types.js';
import { RunRef } from '../runs/types.js';
import { TraceStepRef } from './trace.js';

const TestStatusEnum = builder.enumType('TestStatus', {
  description: 'How a test stands.',
  values: {
    AWAITING: { description: 'The app was asked, and has not answered.' },
    ANSWERED: { description: 'The app has answered: with an output, or with an error of its own.' },
    ENDED: { description: 'It ended without an answer: by an error, which its result tells, or with its run.' },
  } as const,
});

export const TestRef = builder.prismaObject('Test', {
  description:
    'An item of a run that the user’s app is asked for by webhook, from the first request on. Once it has ended, it has the result of the same id.',
  authScopes: { key: true },
  fields: (t) => ({
    id: t.id({
      description: 'The `testId` of the requests to the app, and the id of its result.',
      resolve: ({ id }) => encodeId('result', id),
    }),
    run: t.field({
      type: RunRef,
      description: 'The run that it belongs to.',
      resolve: ({ runId }, _args, { loaders }) => loaders.runs.load(runId),
    }),
    item: t.field({
      type: DatasetItemRef,
      description: 'The item that the app is asked for.',
      resolve: ({ itemId }, _args, { loaders }) => loaders.items.load(itemId),
    }),
    trial: t.exposeInt('trial', { description: '0 for the first trial of the item in the run.' }),
    status: t.field({
      type: TestStatusEnum,
      description: 'How it stands.',
      resolve: async (test, _args, { loaders }) => testStatus(test, await loaders.runs.load(test.runId)),
    }),
    askedAt: t.expose('askedAt', {
      type: 'DateTime',
      description: 'When the app was asked; where that was tried again, when it was asked last.',
    }),
    deadlineAt: t.expose('deadlineAt', {
      type: 'DateTime',
      nullable: true,
      description: 'By when the app has to answer, from when it said that it will later (202); null before that.',
    }),
    answeredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the app answered.',
      resolve: (test) => {
        const end = endOf(test);
        return end && 'said' in end ? test.answeredAt : null;
      },
    }),
    result: t.field({
      type: ResultRef,
      nullable: true,
      description: 'What the run made of it; null until it has been judged and stored.',
      resolve: ({ id }, _args, { loaders }) => loaders.results.load(id),
    }),
    deliveries: t.field({
      type: [DeliveryRef],
      description: 'The requests to endpoints that were made for it, as its result tells them.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ id }, _args, { loaders }) => loaders.deliveries.load(id),
    }),
    trace: t.field({
      type: [TraceStepRef],
      description: 'What the app told of the inference steps that it took, in the order in which it came.',
      complexity: { field: 1, multiplier: 3 },
      resolve: (test) => traceOf(test),
    }),
  }),
});
