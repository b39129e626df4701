import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for a test's own server, which root runs as another user who must be able to enter. */
export async function enterableFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'variorum-test-'));
  await chmod(folder, 0o755);
  return folder;
}
