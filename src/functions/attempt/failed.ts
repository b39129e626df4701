import { storableText } from '../../json.js';

/** Longer messages are cut: they are shown, and stored with every attempt. */
const longestMessage = 10_000;
const mostCauses = 4;

/** What was thrown, as it is stored. */
export interface Failed {
  type: string;
  message: string;
}

/** Whatever code may throw, in words. */
export function failedBy(error: unknown): Failed {
  if (error instanceof Error) return failed(error.name || 'Error', withCauses(error));
  return failed('Error', typeof error === 'string' ? error : `what was thrown is no Error: ${describe(error)}`);
}

/** Such as `fetch failed: connect ECONNREFUSED 127.0.0.1:11434`, which without its cause says nothing. */
function withCauses({ message, cause }: Error, depth = 0): string {
  if (!(cause instanceof Error) || depth === mostCauses) return message;
  // Of several addresses that could not be reached, the error has no message, but a code.
  const because = withCauses(cause, depth + 1) || String((cause as { code?: unknown }).code ?? '');
  return because === '' || message.includes(because) ? message : `${message}: ${because}`;
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
