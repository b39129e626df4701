import type { EvaluatorKind } from './generated.js';

interface KindWords {
  label: string;
  /** What its value says of an answer. */
  value: string;
  /** From which value a result passes where nothing else is said. */
  threshold: number;
  /** The keys of its configuration. */
  keys: string;
  /** What a configuration may look like. */
  example: string;
}

/** What can judge results, as docs/evaluators.md has it. */
export const evaluatorKinds: Record<EvaluatorKind, KindWords> = {
  EXACT_MATCH: {
    label: 'Exact match',
    value: 'Whether the answer is the expected one; of an object, the share of expected fields that match.',
    threshold: 1,
    keys: 'No keys of its own.',
    example: '{}',
  },
  GROUNDING: {
    label: 'Grounding',
    value: 'The share of the answer’s values that the source document has.',
    threshold: 0.5,
    keys: '“document”: a JSON Pointer into the input; all text in it where nothing is said.',
    example: '{}',
  },
  CONTAINS: {
    label: 'Contains',
    value: 'The share of the wanted texts that the answer contains.',
    threshold: 1,
    keys: '“text”: one text or a list of them; the expected output where nothing is said.',
    example: '{ "text": ["refund", "14 days"] }',
  },
  REGEX: {
    label: 'Regular expression',
    value: 'Whether the answer matches a pattern.',
    threshold: 1,
    keys: '“pattern” is required; “flags” may hold i and s.',
    example: '{ "pattern": "^(yes|no)$", "flags": "i" }',
  },
  NUMERIC: {
    label: 'Number',
    value: 'Whether the answer is the expected number, within a tolerance.',
    threshold: 1,
    keys: '“expected”, by default the expected output; “absoluteTolerance” and “relativeTolerance” (0.01 is 1 %), by default 0.',
    example: '{ "relativeTolerance": 0.01 }',
  },
  LEVENSHTEIN: {
    label: 'Levenshtein',
    value: 'How few edits lie between the answer and the expected text.',
    threshold: 0.5,
    keys: 'No keys of its own.',
    example: '{}',
  },
  JSON_SCHEMA: {
    label: 'JSON Schema',
    value: 'Whether the answer fits a JSON Schema.',
    threshold: 1,
    keys: '“schema” is required.',
    example: '{ "schema": { "type": "object", "required": ["total"] } }',
  },
  LLM_JUDGE: {
    label: 'Model as judge',
    value: 'What a model thinks of the answer, by a rubric.',
    threshold: 0.5,
    keys: '“model” (provider:model) and “rubric” are required; “temperature” and “max_tokens” are the provider’s by default.',
    example: '{ "model": "openai:gpt-4.1", "rubric": "1 if the answer is polite and correct, 0.5 if only one of both." }',
  },
  WEBHOOK: {
    label: 'Your own judge',
    value: 'What an HTTP service of yours says of the answer.',
    threshold: 0.5,
    keys: '“endpoint” is required: the name or id of an endpoint.',
    example: '{ "endpoint": "judge" }',
  },
};

export const evaluatorKindNames = Object.keys(evaluatorKinds) as EvaluatorKind[];
