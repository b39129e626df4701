import type { Processes } from './running-process.js';
import type { Terminal } from './terminal.js';

/** What every command works with. */
export interface CommandContext {
  processes: Processes;
  terminal: Terminal;
}
