import {
  type FinishReason,
  generateText,
  jsonSchema as schemaOf,
  type LanguageModelUsage,
  NoObjectGeneratedError,
  Output,
} from 'ai';
import type { Json, JsonObject } from '../json.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { timeoutFault } from './http-fault.js';
import { languageModel, type ModelConnection } from './language-models.js';
import type { Fault, Outcome, Usage } from './outcome.js';
import { costOf, type ModelPrices, type TokenUsage } from './prices.js';
import { faultOfProvider } from './provider-fault.js';
import { withTimeLimit } from './time-limit.js';

export type { ModelConnection } from './language-models.js';

export const verbosities = ['low', 'medium', 'high'] as const;
export type Verbosity = (typeof verbosities)[number];

/** One question to one model. */
export interface ModelCall {
  connection: ModelConnection;
  /** As the provider knows it. */
  model: string;
  system: string | null;
  prompt: string;
  temperature?: number;
  topP?: number;
  maxOutputTokens?: number;
  /** Sent where the protocol has it, OPENAI and OPENAI_COMPATIBLE; left out for ANTHROPIC and GOOGLE, which have no such setting. */
  verbosity?: Verbosity;
  /** What the answer should be: JSON then, else text. */
  jsonSchema?: JsonObject;
  /** Null: unknown. */
  prices: ModelPrices | null;
  timeoutMs: number;
  /** Gives the call up. */
  signal: AbortSignal;
}

/**
 * Asks a model once; retrying is the caller's.
 *
 * With `jsonSchema` the provider is held to it as far as it can be: OPENAI, ANTHROPIC and GOOGLE by their structured
 * output, OPENAI_COMPATIBLE by its JSON mode and the schema in the system prompt, which the most services understand. The
 * answer is parsed, not validated; what is no JSON is the fault `schema_mismatch`. Other faults: `timeout`, `content_filter`,
 * `empty_answer` and those of provider-fault.ts.
 *
 * @throws when `signal` has aborted.
 */
export async function callModel(call: ModelCall, fetch: GuardedFetch): Promise<Outcome> {
  const begun = performance.now();
  const limited = await withTimeLimit(call.timeoutMs, call.signal, (signal) => generate(call, fetch, signal));
  const durationMs = Math.round(performance.now() - begun);
  switch (limited.ended) {
    case 'in-time':
      return outcomeOf(limited.value, call, durationMs);
    case 'too-late':
      return timeoutFault(call.timeoutMs, { durationMs });
    case 'failed':
      return faultOfProvider(limited.error, call.connection, durationMs);
  }
}

interface Generated {
  text: string;
  finishReason: FinishReason | undefined;
  usage: LanguageModelUsage | undefined;
}

async function generate(call: ModelCall, fetch: GuardedFetch, abortSignal: AbortSignal): Promise<Generated> {
  const { connection, model, prompt, temperature, topP, maxOutputTokens, jsonSchema } = call;
  const system = systemOf(call);
  try {
    return await generateText({
      model: languageModel(connection, model, fetch),
      prompt,
      maxRetries: 0,
      abortSignal,
      providerOptions: providerOptionsOf(call),
      experimental_include: { requestBody: false, responseBody: false },
      ...(system !== null && { system }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      ...(maxOutputTokens !== undefined && { maxOutputTokens }),
      ...(jsonSchema && { output: Output.object({ schema: schemaOf(jsonSchema) }) }),
    });
  } catch (error) {
    // Its text may still be JSON, in a code fence.
    if (NoObjectGeneratedError.isInstance(error))
      return { text: error.text ?? '', finishReason: error.finishReason, usage: error.usage };
    throw error;
  }
}

function systemOf({ connection, system, jsonSchema }: ModelCall): string | null {
  if (!jsonSchema || connection.kind !== 'OPENAI_COMPATIBLE') return system;
  const order = `Answer with JSON alone, without a word around it. This JSON Schema describes it:\n${JSON.stringify(jsonSchema)}`;
  return system === null ? order : `${system}\n\n${order}`;
}

function providerOptionsOf({ connection, verbosity, jsonSchema }: ModelCall): Record<string, JsonObject> {
  const options: JsonObject = verbosity === undefined ? {} : { textVerbosity: verbosity };
  switch (connection.kind) {
    case 'OPENAI':
      // Strict mode takes a part of JSON Schema only, and a user's schema may say more.
      return { openai: jsonSchema ? { ...options, strictJsonSchema: false } : options };
    case 'OPENAI_COMPATIBLE':
      return { openaiCompatible: options };
    case 'ANTHROPIC':
    case 'GOOGLE':
      return {};
  }
}

function outcomeOf(
  { text, finishReason, usage: used }: Generated,
  { connection, prices, jsonSchema }: ModelCall,
  durationMs: number,
): Outcome {
  const tokens = tokensOf(used);
  const spent = { usage: usageOf(tokens), cost: costOf(tokens, prices), durationMs };
  const never = (type: string, message: string): Fault => ({
    kind: 'fault',
    type,
    message,
    recovery: { when: 'never' },
    ...spent,
  });
  const cutOff = finishReason === 'length' ? ' It was cut off at the most output tokens allowed.' : '';
  if (finishReason === 'content-filter')
    return never('content_filter', `${connection.name} withheld the answer by its content filter.`);
  if (text.trim() === '') return never('empty_answer', `${connection.name} answered with nothing.${cutOff}`);
  if (!jsonSchema) return { kind: 'answer', output: text, ...spent };
  const output = parseJsonAnswer(text);
  if (output === undefined)
    return never('schema_mismatch', `The answer is not JSON.${cutOff} It begins with: ${text.trim().slice(0, 200)}`);
  return { kind: 'answer', output, ...spent };
}

/** JSON as models write it: by itself or in a code fence. Undefined for what is neither. */
function parseJsonAnswer(text: string): Json | undefined {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1];
  try {
    return JSON.parse(fenced ?? text) as Json;
  } catch {
    return undefined;
  }
}

function tokensOf(used: LanguageModelUsage | undefined): TokenUsage | null {
  if (used?.inputTokens === undefined && used?.outputTokens === undefined) return null;
  const { cacheReadTokens, cacheWriteTokens } = used.inputTokenDetails;
  return {
    inputTokens: used.inputTokens ?? null,
    outputTokens: used.outputTokens ?? null,
    ...(cacheReadTokens !== undefined && { cacheReadTokens }),
    ...(cacheWriteTokens !== undefined && { cacheWriteTokens }),
  };
}

function usageOf(tokens: TokenUsage | null): Usage | null {
  return tokens && { inputTokens: tokens.inputTokens, outputTokens: tokens.outputTokens };
}
