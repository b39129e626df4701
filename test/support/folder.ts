import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory: a server that makes and drops a database for each test file is a tenth cheaper there. */
const inMemory = '/dev/shm';
/** The databases that are there at once and what they log, with room to spare. Containers may have but 64 MiB. */
const roomNeeded = 4 * 2 ** 30;

/** A new folder for a test's own server, which root runs as another user who must be able to enter. */
export async function enterableFolder(): Promise<string> {
  const room = await statfs(inMemory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  const folder = await mkdtemp(join(room >= roomNeeded ? inMemory : tmpdir(), 'variorum-test-'));
  await chmod(folder, 0o755);
  return folder;
}
