import { describe, expect, it, vi } from 'vitest';
import { AddressRefused, ResponseTooLarge } from '../../src/models/guarded-fetch.js';
import { faultOfError, faultOfResponse, retryAfterMs, withoutSecrets } from '../../src/models/http-fault.js';

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': ' 3 ' }, 3000],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:10 GMT' }, 10_000],
    [{ 'retry-after': 'Wed, 21 Oct 2015 07:00:00 GMT' }, 0],
    [{ 'retry-after': '99999999' }, 3_600_000],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '' }, null],
    [{}, null],
  ])('reads %j as %j', (headers, expected) => {
    vi.useFakeTimers({ now: Date.parse('2015-10-21T07:28:00Z') });
    expect(retryAfterMs(headers)).toBe(expected);
    expect(retryAfterMs(new Headers(headers))).toBe(expected);
    vi.useRealTimers();
  });
});

describe('faultOfResponse', () => {
  it.each([408, 425, 500, 502, 503, 504, 529])('tries %i again after a back-off', (status) => {
    expect(faultOfResponse(status, {}, 'no')).toMatchObject({
      type: `http_${status}`,
      recovery: { when: 'backoff', retryAfterMs: null },
    });
    expect(faultOfResponse(status, { 'retry-after': '4' }, 'no').recovery).toEqual({ when: 'backoff', retryAfterMs: 4000 });
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422, 451])('does not try %i again', (status) => {
    expect(faultOfResponse(status, { 'retry-after': '4' }, 'no')).toMatchObject({
      type: `http_${status}`,
      recovery: { when: 'never' },
    });
  });

  it('tries 409 again where a conflict passes', () => {
    expect(faultOfResponse(409, {}, 'no', { conflictPasses: true })).toMatchObject({
      type: 'http_409',
      recovery: { when: 'backoff' },
    });
  });

  it('waits for a rate limit as long as it is told, and a second when it is not', () => {
    expect(faultOfResponse(429, { 'retry-after': '7' }, 'no')).toMatchObject({
      type: 'rate_limited',
      recovery: { when: 'rate-limit', retryAfterMs: 7000 },
    });
    // Waiting uses up no attempt: without any, the service would be asked without end or pause.
    expect(faultOfResponse(429, { 'retry-after': '0' }, 'no').recovery).toEqual({ when: 'rate-limit', retryAfterMs: 100 });
    expect(faultOfResponse(429, undefined, 'no').recovery).toEqual({ when: 'rate-limit', retryAfterMs: 1000 });
  });

  it('takes a redirect for a fault', () => {
    expect(faultOfResponse(307, {}, 'Moved.')).toMatchObject({ type: 'redirected', recovery: { when: 'never' } });
  });

  it('leaves secrets out of the message, and most of a long one', () => {
    const { message } = faultOfResponse(401, {}, `Incorrect API key provided: sk-12345. ${'long '.repeat(1000)}`, {
      secrets: ['sk-12345', null],
    });
    expect(message).toContain('provided: [secret].');
    expect(message).not.toContain('sk-12345');
    expect(message.length).toBeLessThan(1100);
  });
});

describe('withoutSecrets', () => {
  it('leaves nothing of a secret that another one is a part of', () => {
    expect(withoutSecrets('key-1234-live, key-1234', ['key-1234', 'key-1234-live'])).toBe('[secret], [secret]');
  });

  it('knows secrets that are quoted as JSON', () => {
    const secret = 'pass"word\\of\u00fcs\n';
    expect(withoutSecrets(`${secret}, ${JSON.stringify({ token: secret })}`, [secret])).toBe('[secret], {"token":"[secret]"}');
  });
});

describe('faultOfError', () => {
  const coded = (code: string) => Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'])(
    'takes %s for the network',
    (code) => {
      expect(faultOfError(new TypeError('fetch failed', { cause: coded(code) }))).toMatchObject({
        type: 'network',
        message: `connect ${code} 127.0.0.1:1`,
        recovery: { when: 'backoff' },
      });
    },
  );

  it('takes an answer that breaks off for the network', () => {
    expect(faultOfError(new TypeError('terminated')).type).toBe('network');
  });

  it('never tries a refused address again', () => {
    expect(faultOfError(new Error('outer', { cause: new AddressRefused('10.0.0.1 is refused') }))).toMatchObject({
      type: 'address_refused',
      message: '10.0.0.1 is refused',
      recovery: { when: 'never' },
    });
  });

  it('never asks again for an answer that is too large', () => {
    expect(faultOfError(new ResponseTooLarge(200, 4 * 1024 * 1024))).toMatchObject({
      type: 'response_too_large',
      message: 'The answer is larger than 4 MiB.',
      recovery: { when: 'never' },
    });
  });

  it('calls what it does not know unexpected, and copes with what is no error', () => {
    expect(faultOfError(new RangeError('odd'))).toMatchObject({
      type: 'unexpected',
      message: 'odd',
      recovery: { when: 'never' },
    });
    expect(faultOfError('text')).toMatchObject({ type: 'unexpected', message: 'text' });
  });
});
