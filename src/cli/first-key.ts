import type { RunningProcess } from './running-process.js';
import { type Output, writeLine } from './terminal.js';

/** Tells the first API key where one was made: nobody can ask for it again. */
export function tellFirstKey(output: Output, { firstKey }: RunningProcess): void {
  if (firstKey !== null)
    writeLine(output, '', 'The first API key, an admin’s. It is shown this once:', `  export VARIORUM_API_KEY=${firstKey}`);
}
