import { shortJson } from './json.js';

/** How the value of a parameter is asked for. */
export type ParameterKind =
  | 'line'
  | 'text'
  | 'number'
  | 'flag'
  | 'choice'
  | 'json'
  | 'model'
  | 'endpoint'
  | 'schema'
  | 'schemaVersion'
  /** All keys that have no field of their own. */
  | 'rest';

export interface ParameterField {
  kind: ParameterKind;
  /** Where the value stands in a configuration: a key, a step and a key of it, or nowhere in particular for `rest`. */
  path: readonly string[];
  label: string;
  hint?: string;
  /** That there is no configuration without it. */
  required?: true;
  /** The values that there are, of a `choice`. */
  choices?: readonly unknown[];
  /** Of a `model`: whether it may be a strategy of the built-in provider `rules`, which extracts without a model. */
  rules?: true;
}

/** An inference step, with those of its parameters that may be given. */
export interface StepOfConfiguration {
  externalId: string;
  parameters: readonly StepParameterOfField[];
}

interface StepParameterOfField {
  name: string;
  type: 'STRING' | 'NUMBER' | 'INTEGER' | 'BOOLEAN' | 'JSON';
  default: unknown;
  minimum: number | null;
  maximum: number | null;
  choices: readonly unknown[] | null;
}

export type ConfigurationType = 'EXTRACTION' | 'LLM' | 'CUSTOM' | 'WEBHOOK';

const template = 'A template over the item: {{input.question}}, {{metadata.topic}}, {{externalId}}.';

const llmFields: readonly ParameterField[] = [
  { kind: 'model', path: ['model'], required: true, label: 'Model', hint: 'provider:model, such as openai:gpt-4.1.' },
  { kind: 'choice', path: ['verbosity'], label: 'Verbosity', choices: ['low', 'medium', 'high'] },
  { kind: 'text', path: ['system'], label: 'System message', hint: template },
  { kind: 'text', path: ['prompt'], label: 'Prompt', hint: `${template} Without one, the input itself is sent.` },
  { kind: 'number', path: ['temperature'], label: 'Temperature', hint: '0 to 2.' },
  { kind: 'number', path: ['top_p'], label: 'Top p', hint: 'Above 0, to 1.' },
  { kind: 'number', path: ['max_tokens'], label: 'Most tokens of an answer', hint: 'A whole number from 1.' },
];

const extractionFields: readonly ParameterField[] = [
  {
    kind: 'model',
    path: ['model'],
    required: true,
    rules: true,
    label: 'Model',
    hint: 'provider:model; rules:labels, rules:lines and rules:shapes extract without a model.',
  },
  { kind: 'schema', path: ['schemaId'], required: true, label: 'Output schema' },
  { kind: 'schemaVersion', path: ['schemaVersion'], label: 'Version of the schema' },
  { kind: 'text', path: ['instructions'], label: 'Instructions', hint: 'What the model is told beside the schema.' },
];

const customFields: readonly ParameterField[] = [
  {
    kind: 'endpoint',
    path: ['endpoint'],
    required: true,
    label: 'Endpoint',
    hint: 'The name of an endpoint: your own HTTP service.',
  },
  { kind: 'rest', path: [], label: 'What it is sent along', hint: 'A JSON object, such as { "depth": 3 }.' },
];

/** The fields that ask for a configuration of a type. @param steps those in scope, for the type WEBHOOK. */
export function fieldsOf(type: ConfigurationType, steps: readonly StepOfConfiguration[]): readonly ParameterField[] {
  switch (type) {
    case 'LLM':
      return llmFields;
    case 'EXTRACTION':
      return extractionFields;
    case 'CUSTOM':
      return customFields;
    case 'WEBHOOK':
      return steps.flatMap(({ externalId, parameters }) => parameters.map((parameter) => fieldOf(externalId, parameter)));
  }
}

/** What names a field among those of a configuration: parameters have no slash in their names. */
export function keyOf({ path }: Pick<ParameterField, 'path'>): string {
  return path.join('/');
}

function fieldOf(step: string, parameter: StepParameterOfField): ParameterField {
  const { name, choices } = parameter;
  const field = { path: [step, name], label: name, hint: hintOf(parameter) };
  return choices ? { ...field, kind: 'choice', choices } : { ...field, kind: kindOf(parameter) };
}

function kindOf({ name, type }: StepParameterOfField): ParameterKind {
  switch (type) {
    case 'STRING':
      return name === 'system' ? 'text' : 'line';
    case 'NUMBER':
    case 'INTEGER':
      return 'number';
    case 'BOOLEAN':
      return 'flag';
    case 'JSON':
      return 'json';
  }
}

function hintOf({ type, minimum, maximum, default: present }: StepParameterOfField): string | undefined {
  const whole = type === 'INTEGER' ? 'A whole number' : 'A number';
  const range =
    minimum !== null && maximum !== null
      ? `${whole} from ${minimum} to ${maximum}.`
      : minimum !== null
        ? `${whole} from ${minimum}.`
        : maximum !== null
          ? `${whole} up to ${maximum}.`
          : type === 'INTEGER'
            ? 'A whole number.'
            : null;
  const used = present === null || present === undefined ? null : `At present: ${shortJson(present)}.`;
  return [range, type === 'JSON' ? 'JSON.' : null, used].filter((part) => part !== null).join(' ') || undefined;
}
