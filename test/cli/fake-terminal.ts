import { Writable } from 'node:stream';
import type { Output, Terminal } from '../../src/cli/terminal.js';

/** A stream that keeps what is written to it. */
export class TextOutput extends Writable {
  text = '';

  constructor(readonly isTTY = false) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}

export interface FakeTerminal extends Terminal {
  out: Output & TextOutput;
  err: Output & TextOutput;
  exitCode: number;
}

/** A terminal that is a pair of pipes, with this environment. */
export function fakeTerminal(environment: NodeJS.ProcessEnv = {}): FakeTerminal {
  const terminal: FakeTerminal = {
    out: new TextOutput(),
    err: new TextOutput(),
    environment,
    exitCode: 0,
    setExitCode: (code) => {
      terminal.exitCode = code;
    },
  };
  return terminal;
}
