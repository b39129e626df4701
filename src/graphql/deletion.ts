import { builder } from './builder.js';

/** The type of what a deletion gives: the id of what is gone. */
export function deletionSuccess(name: string, what: string) {
  return builder.objectRef<{ id: string }>(name).implement({
    description: `${what} is gone.`,
    fields: (t) => ({ id: t.exposeID('id', { description: 'The id that it had.' }) }),
  });
}
