import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** The most that one request may hold, and one message of a WebSocket. Files are not counted: they are read as they arrive. */
export const bodyLimitBytes = 32 * 1024 * 1024;
/** The most that one uploaded file may hold. */
export const uploadLimitBytes = 1024 * 1024 * 1024;

/** How much is read of a request that is refused. */
const patienceBytes = 8 * bodyLimitBytes;

/** The answer to more than that. */
export function bodyTooLarge(): GraphQLError {
  return new GraphQLError(
    `The request is larger than ${bodyLimitBytes / 1024 / 1024} MiB. Send its items in several dataset versions, or import them from a file.`,
    { extensions: { code: 'REQUEST_TOO_LARGE', http: { status: 413 } } },
  );
}

/** Refuses larger requests. */
export function useBodyLimit(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      if (!requestParser || !request.body) return;
      setRequestParser((whole) => {
        if (!whole.body) return requestParser(whole);
        const { url, method, headers, signal } = whole;
        const body = whole.body.pipeThrough(
          limit(whole.body instanceof ReadableStream ? TransformStream : fetchAPI.TransformStream),
        );
        // Fetch demands the word for a body that is a stream.
        const streaming = { method, headers, signal, body, duplex: 'half' };
        return requestParser(new fetchAPI.Request(url, streaming));
      });
    },
  };
}

/**
 * Lets bytes through up to the limit, and reads on past them before it fails: a client that is still sending when it is
 * answered hears that the connection was closed, and not why. The stream and its transformation have to be of one implementation.
 */
function limit(Implementation: typeof TransformStream): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new Implementation<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes <= bodyLimitBytes) controller.enqueue(chunk);
      else if (bytes > patienceBytes) controller.error(bodyTooLarge());
    },
    flush(controller) {
      if (bytes > bodyLimitBytes) controller.error(bodyTooLarge());
    },
  });
}
