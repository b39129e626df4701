import type { TraceStep } from '../../domain/tests/trace.js';
import { builder } from '../builder.js';

export const TraceStepRef = builder.objectRef<TraceStep>('TraceStep').implement({
  description: 'What the user’s app told of one inference step that it took for a test. What it did not tell is null.',
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: 'The name that the app has for the step.' }),
    input: t.expose('input', { type: 'JSON', nullable: true, description: 'What the step was given.' }),
    output: t.expose('output', { type: 'JSON', nullable: true, description: 'What came out of it.' }),
    durationMs: t.exposeInt('durationMs', { nullable: true, description: 'How long it took, in milliseconds.' }),
    inputTokens: t.exposeInt('inputTokens', { nullable: true, description: 'Tokens that its model read.' }),
    outputTokens: t.exposeInt('outputTokens', { nullable: true, description: 'Tokens that its model wrote.' }),
  }),
});
