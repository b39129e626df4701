import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddressRefused, ResponseTooLarge, checkUrl, createGuardedFetch } from '../../src/models/guarded-fetch.js';

let server: Server;
let port: number;
let arrived = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    arrived++;
    if (request.url === '/redirect') response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
    else if (request.url === '/large') response.end('x'.repeat(100_000));
    else if (request.url === '/broken') response.writeHead(500).end('y'.repeat(100_000));
    else response.end(`${request.method} ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A resolver that gives its answers in turn, and the last one for ever. */
function resolver(...answers: string[][]): LookupFunction {
  let turn = 0;
  return (_hostname, options, callback) => {
    const addresses = (answers[Math.min(turn++, answers.length - 1)] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    const first = addresses[0];
    if (options.all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
  };
}

/** Spellings of addresses that a service on the public internet has no reason to have. */
const loopbackTricks = [
  'http://127.0.0.1',
  'http://127.8.9.10',
  'http://2130706433',
  'http://0x7f000001',
  'http://0x7f.1',
  'http://0177.0.0.1',
  'http://127.1',
  'http://127.0.0.1.',
  'http://[::1]',
  'http://[0:0:0:0:0:0:0:1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:7f00:1]',
  'http://localhost',
  'http://LOCALHOST.',
  'http://api.localhost',
  'http://①②⑦.0.0.1',
];
const privateTricks = [
  'http://10.0.0.1',
  'http://172.16.5.4',
  'http://192.168.1.1',
  'http://[fd12:3456::1]',
  'http://[::ffff:10.0.0.1]',
];
const neverReached = [
  'http://0.0.0.0',
  'http://0',
  'http://[::]',
  'http://169.254.169.254',
  'http://0xa9fea9fe',
  'http://[::ffff:169.254.169.254]',
  'http://[fe80::1]',
  'http://[fd00:ec2::254]',
  'http://[fd20:ce::254]',
  'http://100.100.100.200',
  'http://100.64.0.1',
  'http://168.63.129.16',
  'http://192.0.0.192',
  'http://224.0.0.1',
  'http://255.255.255.255',
  'http://240.0.0.1',
  'http://198.18.0.1',
  'http://[64:ff9b::7f00:1]',
  'http://[64:ff9b:1::a00:1]',
  'http://[2002:7f00:1::]',
  'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
  'http://[::127.0.0.1]',
  'http://[::8.8.8.8]',
  'http://[fec0::1]',
  'http://[ff02::1]',
  'http://[2001:db8::1]',
  'http://[4000::1]',
];
const otherTricks = [
  'ftp://example.com',
  'file:///etc/passwd',
  'data:text/plain,hello',
  'http://user:secret@example.com',
  'example.com',
  '',
];

describe('a deployment that reaches public addresses', () => {
  it.each([...loopbackTricks, ...privateTricks, ...neverReached, ...otherTricks])(
    'refuses %s, when it is saved and when it is asked',
    async (url) => {
      expect(checkUrl(url, 'public')).not.toBeNull();
      await expect(createGuardedFetch('public')(url)).rejects.toBeInstanceOf(AddressRefused);
    },
  );

  it.each([
    'https://api.openai.com/v1',
    'http://8.8.8.8',
    'https://[2606:4700::1111]/dns-query',
    'https://localhost.example.com',
  ])('takes %s when it is saved', (url) => {
    expect(checkUrl(url, 'public')).toBeNull();
  });

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['64:ff9b::7f00:1'],
    ['fd00:ec2::254'],
  ])('refuses a name that resolves to %s', async (address) => {
    const fetch = createGuardedFetch('public', resolver([address]));
    await expect(fetch(`http://innocent.example:${port}/`)).rejects.toThrow(
      `innocent.example is refused, it resolves to ${address}`,
    );
    expect(arrived).toBe(0);
  });
});

describe('a deployment that reaches its own machine', () => {
  it.each([...privateTricks, ...neverReached])('refuses %s', async (url) => {
    expect(checkUrl(url, 'loopback')).not.toBeNull();
    await expect(createGuardedFetch('loopback')(url)).rejects.toBeInstanceOf(AddressRefused);
  });

  it.each(loopbackTricks)('takes %s when it is saved', (url) => {
    expect(checkUrl(url, 'loopback')).toBeNull();
  });

  it('gets an answer from there, by address and by name', async () => {
    const fetch = createGuardedFetch('loopback');
    const response = await fetch(`http://127.0.0.1:${port}/a`, { method: 'POST', body: 'x' });
    expect(await response.text()).toBe('POST /a');
    expect(await (await fetch(`http://localhost:${port}/b`)).text()).toBe('GET /b');
  });

  it('hands a redirect back instead of following it', async () => {
    const before = arrived;
    const response = await createGuardedFetch('loopback')(`http://127.0.0.1:${port}/redirect`);
    expect(response.status).toBe(302);
    expect(arrived - before).toBe(1);
  });

  it('dials the address that it checked: a name that means something else a moment later gains nothing', async () => {
    let lookups = 0;
    const changing = resolver(['127.0.0.1'], ['169.254.169.254']);
    const fetch = createGuardedFetch('loopback', (...request) => {
      lookups++;
      changing(...request);
    });
    expect(await (await fetch(`http://rebinding.example:${port}/first`)).text()).toBe('GET /first');
    expect(lookups).toBe(1);
    // Another port is another connection, for which the name is looked up and checked anew.
    await expect(fetch('http://rebinding.example:20001/')).rejects.toThrow('it resolves to 169.254.169.254');
    expect(lookups).toBe(2);
  });

  it('dials only the allowed ones of several addresses', async () => {
    const fetch = createGuardedFetch('loopback', resolver(['10.255.255.1', '127.0.0.1']));
    expect(await (await fetch(`http://several.example:${port}/c`)).text()).toBe('GET /c');
  });
});

describe('a deployment that reaches private networks', () => {
  it.each(neverReached)('still refuses %s', async (url) => {
    expect(checkUrl(url, 'private')).not.toBeNull();
    await expect(createGuardedFetch('private')(url)).rejects.toBeInstanceOf(AddressRefused);
  });

  it.each([...privateTricks, ...loopbackTricks])('takes %s when it is saved', (url) => {
    expect(checkUrl(url, 'private')).toBeNull();
  });
});

it('reads no more than it may of an answer, and goes on with the next', async () => {
  const fetch = createGuardedFetch('loopback');
  const at = (path: string, mostBytes: number) => fetch(`http://127.0.0.1:${port}${path}`, { mostBytes });
  expect(await (await at('/large', 100_000)).text()).toHaveLength(100_000);
  const refused = at('/large', 99_999);
  await expect(refused).rejects.toBeInstanceOf(ResponseTooLarge);
  await expect(refused).rejects.toMatchObject({ status: 200 });
  const broken = await at('/broken', 10);
  expect([broken.status, await broken.text()]).toEqual([500, 'y'.repeat(10)]);
  expect(await (await at('/again', 100)).text()).toBe('GET /again');
});

it('ends a request when its signal aborts', async () => {
  const signal = AbortSignal.abort(new Error('no more'));
  await expect(createGuardedFetch('loopback')(`http://127.0.0.1:${port}/`, { signal })).rejects.toThrow('no more');
});
