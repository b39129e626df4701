import { builder } from './builder.js';

export const ExecutionErrorRef = builder.objectRef<{ type: string; message: string }>('ExecutionError').implement({
  description: 'What kept something from being executed. An item’s error is data: the run goes on.',
  fields: (t) => ({
    type: t.exposeString('type', {
      description: 'What went wrong, as a stable word: `timeout`, `rate_limited`, `http_404`, `schema_mismatch`, …',
    }),
    message: t.exposeString('message', { description: 'What went wrong, for a person.' }),
  }),
});

/** The error that a row keeps in two columns. */
export function executionErrorOf({ errorType, errorMessage }: { errorType: string | null; errorMessage: string | null }) {
  return errorType === null ? null : { type: errorType, message: errorMessage ?? '' };
}
