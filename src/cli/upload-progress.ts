/**
 * A fetch that tells how many bytes of a request with files have been sent so far. It sends the body as a stream, which
 * fetch itself would not let anyone watch.
 */
export function fetchTelling(tell: (bytes: number) => void): typeof fetch {
  return (input, init) => {
    if (!(init?.body instanceof FormData)) return fetch(input, init);
    const encoded = new Response(init.body);
    const headers = new Headers(init.headers);
    headers.set('content-type', encoded.headers.get('content-type') ?? '');
    let bytes = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        tell(bytes);
        controller.enqueue(chunk);
      },
    });
    // Fetch demands the word for a body that is a stream.
    const streaming = { ...init, headers, body: encoded.body?.pipeThrough(counter), duplex: 'half' as const };
    return fetch(input, streaming);
  };
}
