import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** A stream of the terminal; not a TTY where it is a file or a pipe. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number; rows?: number };

/** What a command reads from and writes to. */
export interface Terminal {
  /** What was asked for. */
  out: Output;
  /** What is told beside: progress, questions, errors. */
  err: Output;
  environment: NodeJS.ProcessEnv;
  /** 0: done; 1: it did not work, or a run failed; 2: called wrongly. */
  setExitCode(code: number): void;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  setExitCode: (code) => {
    process.exitCode = code;
  },
};

export function writeLine(output: Output, ...lines: string[]): void {
  for (const line of lines) output.write(`${line}\n`);
}

/** Colours where a person looks and has not asked for none (NO_COLOR). */
export function colorsFor(output: Output): Colors {
  return pc.createColors(output.isTTY === true && pc.isColorSupported);
}
