import type { IncomingMessage, ServerResponse } from 'node:http';
import busboy from 'busboy';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { ValidationError } from '../failures.js';
import type { Upload } from '../graphql/scalars.js';
import { isSameOrigin } from './credentials.js';
import { BadUpload, placeUpload, readParams } from './upload-parameters.js';

export interface UploadOptions {
  /** The most bytes that a file may have. */
  maxBytes: number;
}

interface NodeContext {
  req: IncomingMessage;
  res: ServerResponse;
}

// The operations and the map; the file has its own limit.
const maxFieldBytes = 1024 * 1024;
/** A form of another site can send a multipart request with the user's cookies, but neither of these headers without being asked first. */
const headersNoFormSends = ['authorization', 'x-graphql-yoga-csrf'];

/**
 * Takes GraphQL multipart requests (https://github.com/jaydenseric/graphql-multipart-request-spec) with one file each. The
 * operation starts when the file does, and reads it as it arrives: the file is never in memory as a whole.
 *
 * To the rest of yoga the request is one with a body of JSON, so that its own multipart parser and its limit on the size of a body
 * have nothing to do with the file. A file beyond the limit throws a ValidationError with code FILE_TOO_LARGE where it is read,
 * and one that breaks off an Error.
 */
export function useUploads({ maxBytes }: UploadOptions): Plugin<object, NodeContext> {
  const received = new WeakMap<Request, { upload: Upload; path: string[] }>();
  return {
    async onRequest({ request, setRequest, endResponse, serverContext, fetchAPI }) {
      if (request.method !== 'POST' || !request.headers.get('content-type')?.startsWith('multipart/form-data')) return;
      try {
        if (!isSameOrigin(serverContext.req) && !headersNoFormSends.some((name) => request.headers.has(name))) {
          throw new BadUpload(
            `A multipart request needs the header ${headersNoFormSends.join(' or ')}, or comes from a page of this server.`,
            403,
            'FORBIDDEN',
          );
        }
        const { params, path, upload } = await receive(serverContext, maxBytes);
        const headers = new fetchAPI.Headers(request.headers);
        headers.set('content-type', 'application/json');
        headers.delete('content-length');
        headers.delete('transfer-encoding');
        const body = JSON.stringify(params);
        const plain = new fetchAPI.Request(request.url, { method: 'POST', headers, body, signal: request.signal });
        received.set(plain, { upload, path });
        setRequest(plain);
      } catch (error) {
        if (!(error instanceof BadUpload)) throw error;
        const errors = [{ message: error.message, extensions: { code: error.code } }];
        endResponse(fetchAPI.Response.json({ errors }, { status: error.status }));
      }
    },
    onParams({ request, params, setParams }) {
      const file = received.get(request);
      if (file) setParams(placeUpload(params, file.path, file.upload));
    },
  };
}

/** Reads a multipart request as far as the beginning of its file. */
function receive(
  { req, res }: NodeContext,
  maxBytes: number,
): Promise<{ params: GraphQLParams; path: string[]; upload: Upload }> {
  return new Promise((resolve, reject) => {
    const form = formOf(req, maxBytes);
    const fields = new Map<string, string>();
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) reject(new BadUpload(`The field "${name}" has more than ${maxFieldBytes} bytes.`, 413));
      fields.set(name, value);
    });
    form.on('file', (name, file, { filename, mimeType }) => {
      // Without a listener, an error of a file that nobody reads would end the process.
      file.on('error', () => undefined);
      file.on('limit', () => file.destroy(tooLarge(maxBytes)));
      try {
        resolve({ ...readParams(fields, name), upload: { filename: filename ?? name, mimeType, stream: file } });
      } catch (error) {
        reject(error);
      }
    });
    form.on('error', (error) =>
      reject(new BadUpload(`The multipart request is malformed: ${error instanceof Error ? error.message : error}.`)),
    );
    form.on('close', () => reject(new BadUpload('The multipart request has no file.')));
    req.once('error', (error) => form.destroy(new Error('The upload was cut off.', { cause: error })));
    // Once the answer is on its way, what is left of the file is of no use; unread, it would block the connection.
    res.once('finish', () => {
      req.unpipe(form);
      req.resume();
      form.destroy();
    });
    req.pipe(form);
  });
}

function formOf(req: IncomingMessage, maxBytes: number): busboy.Busboy {
  try {
    // The parser calls a file truncated that has just as many bytes as its limit.
    const limits = { fileSize: maxBytes + 1, files: 1, fields: 2, fieldSize: maxFieldBytes };
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch (error) {
    throw new BadUpload(`The multipart request is malformed: ${error instanceof Error ? error.message : error}.`);
  }
}

function tooLarge(maxBytes: number): ValidationError {
  const message = `The file has more than ${maxBytes.toLocaleString('en-US')} bytes. Split it, and import the parts one after the other.`;
  return new ValidationError(message, { code: 'FILE_TOO_LARGE', field: 'file' });
}
