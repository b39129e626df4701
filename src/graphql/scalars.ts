import { GraphQLDateTimeISO, GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import { GraphQLError } from 'graphql';
import { builder } from './builder.js';

/** A file of a multipart request: its bytes are read as they arrive. */
export interface Upload {
  filename: string;
  mimeType: string;
  stream: AsyncIterable<Uint8Array>;
}

builder.addScalarType('DateTime', GraphQLDateTimeISO, { description: 'A moment, as in `2026-04-08T10:10:00.000Z` (RFC 3339).' });
builder.addScalarType('JSON', GraphQLJSON, { description: 'Any JSON value.' });
builder.addScalarType('SafeInt', GraphQLSafeInt, { description: 'A whole number up to 2^53 - 1, where an Int could overflow.' });

builder.scalarType('Decimal', {
  description: 'A decimal number as a string, such as `"0.0042"`: money is never a float. US dollars.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return value;
    throw new GraphQLError('A Decimal is a string of digits with at most one point, such as "0.25".');
  },
});

builder.scalarType('Upload', {
  description: 'A file, sent as a part of a multipart request (the GraphQL multipart request specification).',
  serialize: () => {
    throw new GraphQLError('A file can only be sent, not read.');
  },
  parseValue: (value) => {
    if (isUpload(value)) return value;
    throw new GraphQLError('A file has to be sent as a part of a multipart request.');
  },
});

function isUpload(value: unknown): value is Upload {
  return (
    typeof value === 'object' &&
    value !== null &&
    'stream' in value &&
    typeof value.stream === 'object' &&
    value.stream !== null &&
    Symbol.asyncIterator in value.stream
  );
}
