import type { ConfigurationChange } from './configuration-changes.js';

/** The longest text of a value that is shown whole. */
const longest = 40;

/** A configuration in short, such as `model: rules:labels, temperature: 0.3`: what an id or an object says is left to the whole of it. */
export function configurationWords(configuration: unknown): string {
  if (typeof configuration !== 'object' || configuration === null) return valueWords(configuration);
  return Object.entries(configuration)
    .flatMap(([key, value]): string[] => {
      if (key === 'schemaId') return [];
      if (isObject(value)) return Object.entries(value).map(([parameter, set]) => `${key}.${parameter}: ${valueWords(set)}`);
      return [`${key}: ${valueWords(value)}`];
    })
    .join(', ');
}

/** What a variant changes, such as `classifier.temperature: 0.3`. */
export function overrideWords({ step, parameter, value }: { step: string | null; parameter: string; value: unknown }): string {
  return `${step === null ? '' : `${step}.`}${parameter}: ${valueWords(value)}`;
}

/** What one configuration says otherwise than another, such as `model: rules:labels → rules:lines`. */
export function changeWords({ parameter, before, after }: ConfigurationChange): string {
  const [from, to] = [before, after].map((value) => (value === undefined ? 'not set' : valueWords(value)));
  // Long texts may differ where they are cut.
  return from === to ? `${parameter}: another text` : `${parameter}: ${from} → ${to}`;
}

function valueWords(value: unknown): string {
  const text = typeof value === 'string' ? value.replaceAll(/\s+/g, ' ') : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
