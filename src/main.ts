#!/usr/bin/env node
import { createProgram } from './cli/program.js';

// Whoever reads the output may have read enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Most commands only talk to a server: without what servers are made of they begin in a third of the time.
await createProgram({ start: async (parts) => (await import('./start-process.js')).startProcess(parts) }).parseAsync();
