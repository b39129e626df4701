import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftEndpoint, readEndpoint } from '../../src/dashboard/settings/endpoint-draft.js';
import { limitsInWords } from '../../src/dashboard/settings/limits.js';
import { listPrices } from '../../src/dashboard/settings/prices.js';
import { draftProvider, readProvider } from '../../src/dashboard/settings/provider-draft.js';

const whole = fc.integer({ min: 1, max: 1_000_000 });
const limits = {
  concurrency: fc.option(whole),
  rateLimit: fc.option(whole),
  rateLimitWindowMs: whole,
};

describe('A form that is saved as it was opened', () => {
  test('changes nothing of a provider, and leaves its key alone', () => {
    const provider = fc.record({
      ...limits,
      id: fc.constant('prv_1'),
      name: fc.constantFrom('mine', 'the-2nd_one'),
      kind: fc.constantFrom('OPENAI', 'GOOGLE', 'OPENAI_COMPATIBLE'),
      source: fc.constant('ORGANIZATION'),
      baseUrl: fc.option(fc.constant('http://localhost:11434/v1')),
      hasApiKey: fc.boolean(),
      timeoutMs: fc.option(whole),
      prices: fc.constantFrom(
        { small: { inputPerMillion: '0.15', outputPerMillion: '0.60' } },
        { 'a:b': { inputPerMillion: '1' } },
      ),
    } as const);
    fc.assert(
      fc.property(provider, (opened) => {
        const { id: _, kind: __, source: ___, hasApiKey: ____, ...kept } = opened;
        expect(readProvider(draftProvider(opened))).toEqual({ value: { ...kept, apiKey: undefined } });
      }),
    );
  });

  test('changes nothing of an endpoint, and leaves its headers alone', () => {
    const endpoint = fc.record({
      ...limits,
      id: fc.constant('ept_1'),
      name: fc.constantFrom('mine', 'the-2nd_one'),
      url: fc.constant('https://app.example.com/variorum?a=1'),
      timeoutMs: whole,
      answerWithinMs: whole,
    });
    fc.assert(
      fc.property(endpoint, fc.boolean(), ({ id, ...opened }, hasHeaders) => {
        const known = { hasSigningSecret: false, signingSecretRotatedAt: null, createdAt: '2026-11-21T09:30:00.000Z' };
        const draft = draftEndpoint({ id, ...opened, ...known, headerNames: hasHeaders ? ['authorization'] : [] });
        expect(readEndpoint(draft)).toEqual({ value: { ...opened, headers: undefined } });
      }),
    );
  });
});

describe('What is written into a form', () => {
  test('replaces a secret or takes it away only where that was chosen', () => {
    const draft = draftEndpoint(null);
    const headersOf = (headers: typeof draft.headers) => readEndpoint({ ...draft, headers });
    expect(headersOf({ choice: 'REPLACE', text: '{ "a": "b" }' })).toMatchObject({ value: { headers: { a: 'b' } } });
    expect(headersOf({ choice: 'REPLACE', text: ' ' })).toMatchObject({ value: { headers: undefined } });
    expect(headersOf({ choice: 'REMOVE', text: '' })).toMatchObject({ value: { headers: null } });
    expect(headersOf({ choice: 'REPLACE', text: 'a: b' })).toEqual({ misfit: expect.stringContaining('This is no JSON') });
  });

  test('takes limits and prices away where their fields are emptied', () => {
    const draft = { ...draftProvider(null), concurrency: '', rateLimit: '', prices: ' ' };
    expect(readProvider(draft)).toMatchObject({ value: { concurrency: null, rateLimit: null, prices: null } });
    expect(readProvider({ ...draft, prices: '[1]' })).toEqual({ misfit: expect.stringContaining('This is no JSON object') });
  });
});

test('Limits are told with their units', () => {
  expect(limitsInWords({ concurrency: null, rateLimit: null, rateLimitWindowMs: 1000 })).toBe('no limit');
  expect(limitsInWords({ concurrency: 1200, rateLimit: 60, rateLimitWindowMs: 60_000 })).toBe('1,200 at once, 60 per minute');
  expect(limitsInWords({ concurrency: null, rateLimit: 3, rateLimitWindowMs: 250 })).toBe('3 per 250 ms');
});

test('Prices are told exactly, by the names of the models', () => {
  const prices = {
    small: { inputPerMillion: '0.15', outputPerMillion: '0.6', cacheReadPerMillion: '0.0375', cacheWritePerMillion: '0.3' },
    large: { inputPerMillion: '2.5', outputPerMillion: '10' },
  };
  expect(listPrices(prices)).toEqual([
    { model: 'large', words: '$2.5 in, $10 out' },
    { model: 'small', words: '$0.15 in, $0.6 out, $0.0375 read from the cache, $0.3 written to the cache' },
  ]);
});
