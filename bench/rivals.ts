import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The folder that the packages of rivals/package.json are installed in: apart from the project's own, and kept for the next
 * time. Null where they can't be installed, and the console says so.
 */
export async function installRivals(): Promise<string | null> {
  const wanted = await readFile(new URL('rivals/package.json', import.meta.url), 'utf8');
  const folder = join(tmpdir(), `variorum-rivals-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  if (await exists(folder)) return folder;
  const beside = await mkdtemp(`${folder}-`);
  try {
    await writeFile(join(beside, 'package.json'), wanted);
    // --prefix: an npm that an npm script starts would otherwise take the script's package for its own.
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', '--prefix', beside, ...options], { cwd: beside });
    // What was interrupted half-way is never taken for installed.
    await rename(beside, folder);
    return folder;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    const said = (error as { stderr?: string }).stderr?.trim() || String(error);
    // The rest is where npm was in its own code.
    const reason = said.split('\n').slice(0, 4).join('\n');
    console.log(`The packages of bench/rivals/package.json are left out, as npm can't install them:\n${reason}`);
    return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
