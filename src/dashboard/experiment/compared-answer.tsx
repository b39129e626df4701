import { differenceLabels } from './answer-draft.js';
import type { ExperimentSetupFragment } from './generated.js';

/** Which part of an output is the answer that is compared, and which differences of it don’t count. */
export function ComparedAnswer({ pointer, extract, normalize }: NonNullable<ExperimentSetupFragment['comparedAnswer']>) {
  const uncounted = normalize.flatMap((name) => (name === 'TRIM' ? [] : differenceLabels[name]));
  return (
    <>
      {pointer === '' ? 'All of the output' : <code>{pointer}</code>}
      {extract === null ? null : (
        <>
          {', what '}
          <code>{extract}</code> finds
        </>
      )}
      {uncounted.length === 0 ? null : (
        <span className="text-muted"> · differences that don’t count: {uncounted.join('; ')}</span>
      )}
    </>
  );
}
