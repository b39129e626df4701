import { useQuery } from 'urql';
import { classes } from '../parts/classes.js';
import { Steady } from '../parts/steady.js';
import { SensitivityDocument } from './generated.js';
import { longestSensitivityWords, sensitivityWords } from './sensitivity-words.js';

/** How small a difference new runs can be expected to show. Its lines are there before it is known. */
export function Sensitivity({ experimentId, trials, className }: { experimentId: string; trials: number; className?: string }) {
  const [{ data }] = useQuery({ query: SensitivityDocument, variables: { experimentId, trials } });
  const sensitivity = data?.experiment?.sensitivity;
  return (
    <p className={classes('text-sm text-muted', className)}>
      <Steady wraps widest={longestSensitivityWords}>
        {sensitivity ? sensitivityWords(sensitivity) : null}
      </Steady>
    </p>
  );
}
