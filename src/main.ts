#!/usr/bin/env node
import { createProgram } from './cli/program.js';

// Most commands only talk to a server: without what servers are made of they begin in a third of the time.
await createProgram({ start: async (parts) => (await import('./start-process.js')).startProcess(parts) }).parseAsync();
