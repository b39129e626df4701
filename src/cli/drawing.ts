import { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
import type { Output } from './terminal.js';

/** Draws text over what it drew before. */
export type Drawer = ReturnType<typeof createLogUpdate>;

/** Whether anything can be drawn over there: on terminals, but for those that only print. */
export function canDraw(output: Output, environment: NodeJS.ProcessEnv): boolean {
  return output.isTTY === true && environment.TERM !== 'dumb';
}

export function drawerFor(output: Output): Drawer {
  return createLogUpdate(new SizedTerminal(output));
}

/** A terminal that may not know its size, and says 0: nothing would be drawn there. */
class SizedTerminal extends Writable {
  readonly isTTY = true;

  constructor(private readonly output: Output) {
    super({ decodeStrings: false });
  }

  get columns(): number {
    return this.output.columns || 80;
  }

  get rows(): number {
    return this.output.rows || 24;
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.output.write(chunk);
    done();
  }
}
