import { storableText } from '../../json.js';

/** Longer messages are cut: they are shown, and stored with every attempt. */
const longestMessage = 10_000;

/** What was thrown, as it is stored. */
export interface Failed {
  type: string;
  message: string;
}

/** Whatever code may throw, in words. */
export function failedBy(error: unknown): Failed {
  if (error instanceof Error) return failed(error.name || 'Error', error.message);
  return failed('Error', typeof error === 'string' ? error : `what was thrown is no Error: ${describe(error)}`);
}

export function failed(type: string, message: string): Failed {
  return { type: storableText(type).slice(0, 200), message: storableText(message).slice(0, longestMessage) };
}

function describe(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
