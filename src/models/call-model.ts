import type { Json, JsonObject } from '../json.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { timeoutFault } from './http-fault.js';
import { type LanguageModel, languageModel, type ModelConnection } from './language-models.js';
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

type Generated = Awaited<ReturnType<LanguageModel['doGenerate']>>;

/** Straight to the provider's protocol: what the AI SDK's generateText does around it is for chats with tools, and takes as much CPU again. */
async function generate(call: ModelCall, fetch: GuardedFetch, abortSignal: AbortSignal): Promise<Generated> {
  const { connection, model, prompt, temperature, topP, maxOutputTokens, jsonSchema } = call;
  const system = systemOf(call);
  const providerOptions = providerOptionsOf(call);
  return languageModel(connection, model, fetch).doGenerate({
    prompt: [
      ...(system === null ? [] : [{ role: 'system' as const, content: system }]),
      { role: 'user', content: [{ type: 'text', text: prompt }] },
    ],
    abortSignal,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(jsonSchema && { responseFormat: { type: 'json', schema: jsonSchema } }),
    ...(providerOptions && { providerOptions }),
  });
}

function systemOf({ connection, system, jsonSchema }: ModelCall): string | null {
  if (!jsonSchema || connection.kind !== 'OPENAI_COMPATIBLE') return system;
  const order = `Answer with JSON alone, without a word around it. This JSON Schema describes it:\n${JSON.stringify(jsonSchema)}`;
  return system === null ? order : `${system}\n\n${order}`;
}

function providerOptionsOf({ connection, verbosity, jsonSchema }: ModelCall): Record<string, JsonObject> | null {
  const { kind } = connection;
  // Strict mode takes a part of JSON Schema only, and a user's schema may say more.
  const strictness = kind === 'OPENAI' && jsonSchema ? { strictJsonSchema: false } : null;
  const wordiness = verbosity && (kind === 'OPENAI' || kind === 'OPENAI_COMPATIBLE') ? { textVerbosity: verbosity } : null;
  if (!strictness && !wordiness) return null;
  return { [kind === 'OPENAI' ? 'openai' : 'openaiCompatible']: { ...strictness, ...wordiness } };
}

function outcomeOf(generated: Generated, { connection, prices, jsonSchema }: ModelCall, durationMs: number): Outcome {
  const text = generated.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const finish = generated.finishReason.unified;
  const tokens = tokensOf(generated.usage);
  const spent = { usage: usageOf(tokens), cost: costOf(tokens, prices), durationMs };
  const never = (type: string, message: string): Fault => ({
    kind: 'fault',
    type,
    message,
    recovery: { when: 'never' },
    ...spent,
  });
  const cutOff = finish === 'length' ? ' It was cut off at the most output tokens allowed.' : '';
  if (finish === 'content-filter')
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

function tokensOf({ inputTokens, outputTokens }: Generated['usage']): TokenUsage | null {
  const [input, output] = [countOf(inputTokens.total), countOf(outputTokens.total)];
  if (input === null && output === null) return null;
  const { cacheRead, cacheWrite } = inputTokens;
  return {
    inputTokens: input,
    outputTokens: output,
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
  };
}

/** A number of tokens that the database holds; null for what is none, which a service may send all the same. */
function countOf(tokens: number | undefined): number | null {
  return tokens !== undefined && Number.isInteger(tokens) && tokens >= 0 && tokens < 2 ** 31 ? tokens : null;
}

function usageOf(tokens: TokenUsage | null): Usage | null {
  return tokens && { inputTokens: tokens.inputTokens, outputTokens: tokens.outputTokens };
}
