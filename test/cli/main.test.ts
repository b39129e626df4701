import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a reader who has read enough ends the command without a word', async () => {
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const command = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  command.stdout.destroy();
  const [errors, [code]] = await Promise.all([text(command.stderr), once(command, 'exit')]);
  expect({ errors, code }).toEqual({ errors: '', code: 0 });
});
