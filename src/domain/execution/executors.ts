import type { ExperimentType } from '../../database/client.js';
import { customExecutor } from './custom.js';
import type { Executor } from './executor.js';
import { extractionExecutor } from './extraction.js';
import { llmExecutor } from './llm.js';
import { webhookExecutor } from './webhook.js';

/** The executor of each type: a new type is one more file, and its line here. */
export const executors: Record<ExperimentType, Executor> = {
  EXTRACTION: extractionExecutor,
  LLM: llmExecutor,
  CUSTOM: customExecutor,
  WEBHOOK: webhookExecutor,
};
