import { setTimeout as delay } from 'node:timers/promises';

/** Asks until it is so, for what nobody tells: that another process answers, that a row is there. It leaves them the processor in between. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}
