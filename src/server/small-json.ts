import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';

/** The most that is read of a request that holds one key or token, each of less than 50 bytes where it was made here. */
const mostBytes = 1024;

/** The small JSON that the request holds; null where that is not of the shape, or not small, or its client went before the end. */
export async function readSmallJson<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T | null> {
  const text = await readSmallText(request).catch((error: unknown) => {
    if (request.readableAborted) return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function readSmallText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) {
      // The rest is let go by: a client that is still sending would hear that the connection was closed, and not why.
      request.resume();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
