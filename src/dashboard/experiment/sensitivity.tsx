import { useQuery } from 'urql';
import { classes } from '../parts/classes.js';
import { SensitivityDocument } from './generated.js';
import { sensitivityWords } from './sensitivity-words.js';

/** How small a difference new runs can be expected to show. Its line is there before it is known. */
export function Sensitivity({ experimentId, trials, className }: { experimentId: string; trials: number; className?: string }) {
  const [{ data }] = useQuery({ query: SensitivityDocument, variables: { experimentId, trials } });
  const sensitivity = data?.experiment?.sensitivity;
  return <p className={classes('min-h-5 text-sm text-muted', className)}>{sensitivity ? sensitivityWords(sensitivity) : null}</p>;
}
