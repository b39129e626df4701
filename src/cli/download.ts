import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { VariorumError } from '../sdk/client.js';
import { reasonOf } from '../sdk/error.js';
import { canDraw, type Drawer, drawerFor } from './drawing.js';
import { UsageError } from './failures.js';
import { formatCount } from './quantities.js';
import { readServer } from './server-connection.js';
import { type Terminal, writeLine } from './terminal.js';

export interface Download {
  /** Under the server's address, such as `/exports/runs/run_01…/results.csv`. */
  path: string;
  /** What is undefined is left out. */
  query?: Record<string, string | undefined>;
  /** The file to write; standard output where none is given. */
  output: string | undefined;
}

/**
 * Writes what the server has at an address, as it comes. A file has `.part` after its name until it is whole.
 *
 * @throws VariorumError when the server refuses, can't be reached or breaks off.
 */
export async function download(terminal: Terminal, { path, query = {}, output }: Download): Promise<void> {
  const { url, apiKey } = readServer(terminal);
  const address = addressOf(url, path);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, value);
  const response = await ask(address, apiKey);
  if (output === undefined) await writeOut(terminal, chunksOf(response, address));
  else await writeFile(terminal, output, chunksOf(response, address));
}

function addressOf(url: string, path: string): URL {
  if (!URL.canParse(url)) throw new UsageError(`VARIORUM_URL: "${url}" is not the address of a server.`);
  const address = new URL(url);
  address.pathname = address.pathname.replace(/\/(graphql\/?)?$/, '') + path;
  return address;
}

async function ask(address: URL, apiKey: string): Promise<Response> {
  const response = await fetch(address, { headers: { authorization: `Bearer ${apiKey}` } }).catch((error: unknown) => {
    throw new VariorumError(`${address.origin} can't be reached: ${reasonOf(error)}.`, 'NETWORK', { cause: error });
  });
  if (response.ok) return response;
  const { message, code } = refusalIn(await response.text());
  throw new VariorumError(message ?? `${address.href} answered ${response.status}.`, code ?? 'BAD_RESPONSE');
}

function refusalIn(text: string): { message?: string; code?: string } {
  try {
    const { message, extensions } = JSON.parse(text).errors[0];
    return { message, code: extensions.code };
  } catch {
    return {};
  }
}

async function* chunksOf({ body }: Response, address: URL): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* body ?? [];
  } catch (error) {
    throw new VariorumError(`${address.origin} broke off: ${reasonOf(error)}. Try again.`, 'NETWORK', { cause: error });
  }
}

async function writeOut({ out }: Terminal, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(chunks, out, { end: false });
  } catch (error) {
    // Whoever reads the other end has seen enough, as `head` has.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

async function writeFile(terminal: Terminal, path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${path}.part`;
  const progress = new DownloadProgress(terminal, path);
  try {
    await pipeline(chunks, (source: AsyncIterable<Uint8Array>) => progress.follow(source), createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    progress.end();
  }
  writeLine(terminal.err, `Wrote ${path}: ${formatCount(progress.bytes)} bytes.`);
}

/** How much of a file has come, where a person looks. */
class DownloadProgress {
  bytes = 0;
  private readonly draw: Drawer | null;

  constructor(
    { err: output, environment }: Terminal,
    private readonly path: string,
  ) {
    this.draw = canDraw(output, environment) ? drawerFor(output) : null;
  }

  async *follow(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of chunks) {
      this.bytes += chunk.byteLength;
      this.draw?.(`${this.path}: ${formatCount(this.bytes)} bytes`);
      yield chunk;
    }
  }

  end(): void {
    this.draw?.clear();
    this.draw?.done();
  }
}
