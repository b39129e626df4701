import type { ParameterField } from '../variants/parameter-fields.js';
import type { EvaluatorKind } from './generated.js';

const answer: readonly ParameterField[] = [
  {
    kind: 'line',
    path: ['pointer'],
    label: 'Part of the output',
    hint: 'A JSON Pointer, such as /total. Without one, all of it.',
  },
  {
    kind: 'line',
    path: ['extract'],
    label: 'Extract',
    hint: 'A regular expression: its last match is the answer, or group 1 of that.',
  },
];

const own: Record<EvaluatorKind, readonly ParameterField[]> = {
  EXACT_MATCH: [],
  LEVENSHTEIN: [],
  CONTAINS: [{ kind: 'line', path: ['text'], label: 'Text', hint: 'Without one, the expected output. Several: as JSON.' }],
  REGEX: [
    { kind: 'line', path: ['pattern'], required: true, label: 'Pattern', hint: 'A regular expression, such as ^(yes|no)$.' },
    {
      kind: 'choice',
      path: ['flags'],
      label: 'Flags',
      hint: 'i: case does not count. s: a dot is also a line end.',
      choices: ['i', 's', 'is'],
    },
  ],
  NUMERIC: [
    { kind: 'number', path: ['expected'], label: 'Expected', hint: 'Without one, the expected output.' },
    { kind: 'number', path: ['absoluteTolerance'], label: 'Absolute tolerance' },
    { kind: 'number', path: ['relativeTolerance'], label: 'Relative tolerance', hint: '0.01 is 1 %.' },
  ],
  JSON_SCHEMA: [{ kind: 'json', path: ['schema'], required: true, label: 'JSON Schema' }],
  GROUNDING: [
    { kind: 'line', path: ['document'], label: 'Document', hint: 'A JSON Pointer into the input. Without one, all text in it.' },
  ],
  LLM_JUDGE: [
    { kind: 'model', path: ['model'], required: true, label: 'Model', hint: 'provider:model, such as openai:gpt-4.1.' },
    { kind: 'number', path: ['temperature'], label: 'Temperature', hint: '0 to 2.' },
    {
      kind: 'text',
      path: ['rubric'],
      required: true,
      label: 'Rubric',
      hint: 'What the judge goes by: what is worth 1, 0.5 and 0.',
    },
    { kind: 'number', path: ['max_tokens'], label: 'Most tokens of an answer', hint: 'A whole number from 1.' },
  ],
  WEBHOOK: [
    {
      kind: 'endpoint',
      path: ['endpoint'],
      required: true,
      label: 'Endpoint',
      hint: 'The name of an endpoint: your own HTTP service.',
    },
  ],
};

/** The fields that ask for the configuration of an evaluator. What else it takes can be given as JSON. */
export function evaluatorFieldsOf(kind: EvaluatorKind): readonly ParameterField[] {
  return [...own[kind], ...answer];
}
