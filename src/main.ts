#!/usr/bin/env node
import { createProgram } from './cli/program.js';
import { processes } from './processes.js';

await createProgram(processes).parseAsync();
