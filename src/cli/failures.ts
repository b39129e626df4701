import { CommanderError } from 'commander';
import { VariorumError } from '../sdk/client.js';

/** The command was called wrongly. The message says what to write instead. */
export class UsageError extends Error {}

/** A gate could not find out whether it is open, which must not look like one that is closed. */
export class CouldNotJudge extends Error {
  constructor(override readonly cause: unknown) {
    super('The gate could not be judged.');
  }
}

/** The command was interrupted, and has cleaned up. */
export class Interrupted extends Error {}

export interface CommandFailure {
  /** What was wrong, where, and what to do. */
  lines: string[];
  exitCode: number;
}

/** What to do about it, where the error itself can't know. */
const advice: Record<string, string> = {
  NETWORK: 'Is it running? `npm start` starts it; VARIORUM_URL says where it is.',
  BAD_RESPONSE: 'VARIORUM_URL says where the server is.',
};

/** An error as one or two lines and an exit code; no traces, whatever it is. */
export function describeFailure(error: unknown): CommandFailure {
  if (error instanceof CouldNotJudge) {
    const { lines, exitCode } = describeFailure(error.cause);
    return { lines, exitCode: exitCode === 1 ? 2 : exitCode };
  }
  if (error instanceof Interrupted) return { lines: [], exitCode: 130 };
  // Commander has written its message already; help and version come this way too.
  if (error instanceof CommanderError) return { lines: [], exitCode: error.exitCode === 0 ? 0 : 2 };
  if (error instanceof UsageError) return { lines: [error.message], exitCode: 2 };
  if (error instanceof VariorumError) return { lines: linesOf(error), exitCode: error.code === 'UNAUTHENTICATED' ? 2 : 1 };
  return { lines: [systemMessage(error)], exitCode: 1 };
}

function linesOf({ code, field, line, message }: VariorumError): string[] {
  // The API's own words are about headers.
  if (code === 'UNAUTHENTICATED') {
    return [
      'The server does not know the key in VARIORUM_API_KEY, or it was revoked.',
      'Set it to a key of this server; the first one was printed when it first started.',
    ];
  }
  const said = field !== null && !message.includes(field) ? `${field}: ${message}` : message;
  const told = line !== null && !message.includes(String(line)) ? `line ${line}: ${said}` : said;
  const next = advice[code];
  // What the API quotes may have line ends of its own.
  const oneLine = told.replaceAll(/\s*\n\s*/g, ' ');
  return next ? [oneLine, next] : [oneLine];
}

function systemMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? `Port ${error.port}` : 'The port';
    return `${port} is taken. Is it running already? PORT chooses another.`;
  }
  if ('code' in error && (error.code === 'EACCES' || error.code === 'EROFS') && 'path' in error) {
    return `${error.message}. This user may not; VARIORUM_DATA_DIR chooses another folder for the data.`;
  }
  return error.message;
}
