import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import {
  applyOverrides,
  type Overrides,
  type ReceivedRequest,
  verify,
  type WebhookMessage,
  WebhookVerificationError,
} from '../../src/sdk/webhook.js';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const secret = newSecret();
const message: WebhookMessage = {
  testId: 'res_01h455vb4pex5vsknk084sn02q',
  input: { question: 'Où est la gare ?' },
  metadata: {},
  experiment: { experimentId: 'exp_1', experimentVariantId: 'var_1', overrides: { classifier: { temperature: 0.3 } } },
};
const text = JSON.stringify(message);

interface Sent extends ReceivedRequest {
  headers: Record<string, string>;
}

/** The request as a sender that knows these secrets makes it. */
function sent(body = text, secrets = [secret], at = new Date()): Sent {
  const id = 'res_01h455vb4pex5vsknk084sn02q.1';
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': secrets.map((each) => new Webhook(each).sign(id, at, body)).join(' '),
    },
    body,
  };
}

function refusalOf(request: ReceivedRequest, secrets: string | string[] = secret): string {
  try {
    verify(request, secrets);
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookVerificationError);
    if (error instanceof WebhookVerificationError) return error.message;
  }
  throw new Error('It was taken for right.');
}

const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

test.each<[string, (request: Sent) => ReceivedRequest]>([
  ['as text', (request) => request],
  ['as bytes', ({ headers, body }) => ({ headers, body: Buffer.from(body) })],
  ['with Headers', ({ headers, body }) => ({ headers: new Headers(headers), body })],
  [
    'with names in any case',
    ({ headers, body }) => ({
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
      body,
    }),
  ],
  [
    'with the lists of Node',
    ({ headers, body }) => ({
      headers: { ...headers, 'webhook-id': [headers['webhook-id'] ?? ''], 'set-cookie': ['a', 'b'] },
      body,
    }),
  ],
])('a message that is signed is given, %s', (_how, form) => {
  expect(verify(form(sent()), secret)).toEqual(message);
});

test('a message comes in a Request, too', async () => {
  const { headers, body } = sent();
  const request = () => new Request('https://example.org/hook', { method: 'POST', headers, body: String(body) });
  expect(await verify(request(), secret)).toEqual(message);
  await expect(verify(request(), newSecret())).rejects.toThrow(WebhookVerificationError);
});

test('one of several signatures by one of several secrets is enough', () => {
  const [former, next] = [newSecret(), newSecret()];
  expect(verify(sent(text, [next, former]), former)).toEqual(message);
  expect(verify(sent(text, [next, former]), next)).toEqual(message);
  expect(verify(sent(text, [former]), [next, former])).toEqual(message);
  expect(refusalOf(sent(text, [former]), [next, secret])).toMatch('by any of the secrets');
});

test('a refusal says what is wrong', () => {
  const { headers, body } = sent();
  const { 'webhook-signature': _, ...unsigned } = headers;
  expect(refusalOf({ headers: unsigned, body })).toMatch('no webhook-signature. If it comes from Variorum');
  expect(refusalOf({ headers: {}, body })).toMatch('no webhook-id and no webhook-timestamp and no webhook-signature');
  expect(refusalOf(sent(text, [newSecret()]))).toMatch('another secret signed it');
  expect(refusalOf(sent(text, [secret], inMinutes(-6)))).toMatch('more than five minutes old');
  expect(refusalOf(sent(text, [secret], inMinutes(6)))).toMatch('more than five minutes ahead');
  expect(refusalOf({ headers: { ...headers, 'webhook-timestamp': 'soon' }, body })).toMatch("can't be verified");
  expect(refusalOf(sent('not JSON'))).toMatch('not JSON');
});

test('a few minutes between two clocks are no harm', () => {
  for (const minutes of [-4, 4]) expect(verify(sent(text, [secret], inMinutes(minutes)), secret)).toEqual(message);
});

test('what the app itself has wrong is another error, and tells no secret', () => {
  for (const wrong of [[], '', 'whsec_', 'whsec_%%%', ['whsec_%%%']]) {
    const call = () => verify(sent(), wrong);
    expect(call).toThrow(TypeError);
    expect(call).not.toThrow('%%%');
  }
  const parsed = { ...sent(), body: message } as unknown as ReceivedRequest;
  expect(() => verify(parsed, secret)).toThrow('not what was parsed from it');
});

test('a message that was changed anywhere is refused', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.constantFrom('body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'),
      fc.nat(),
      (body, part, at) => {
        const request = sent(body);
        expect(verify(request, secret)).toEqual(JSON.parse(body));
        const whole = part === 'body' ? body : (request.headers[part] ?? '');
        // Past the version of the signature, which decides whether it is looked at at all.
        const first = part === 'webhook-signature' ? 'v1,'.length : 0;
        const place = first + (at % (whole.length - first));
        const changed = `${whole.slice(0, place)}${whole[place] === '1' ? '2' : '1'}${whole.slice(place + 1)}`;
        refusalOf(part === 'body' ? { ...request, body: changed } : { body, headers: { ...request.headers, [part]: changed } });
      },
    ),
    { numRuns: 300 },
  );
});

const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.constant(null), fc.array(fc.string()));
const name = fc.oneof(fc.constantFrom('model', 'temperature', '__proto__', 'constructor', 'toString'), fc.string());
/** As JSON brings them in: a key `__proto__` is a key like any other. */
const parameters = fc.array(fc.tuple(name, value)).map((entries) => Object.fromEntries(entries) as Record<string, unknown>);
const overridesOf = fc.array(fc.tuple(name, parameters)).map((entries) => Object.fromEntries(entries) as Overrides);

test('overrides lie on top of the configuration of their step, and of no other', () => {
  fc.assert(
    fc.property(parameters, name, overridesOf, (config, step, overrides) => {
      const before = structuredClone(Object.entries(config));
      const applied = applyOverrides(config, step, overrides);
      const own = new Map(Object.entries(overrides)).get(step) ?? {};
      const expected = new Map([...Object.entries(config), ...Object.entries(own)]);
      expect(new Map(Object.entries(applied))).toEqual(expected);
      expect(Object.getPrototypeOf(applied)).toBe(Object.prototype);
      expect(applied).not.toBe(config);
      expect(Object.entries(config)).toEqual(before);
    }),
  );
});

test('overrides keep the type of the configuration, and reach no prototype', () => {
  const production = { model: 'gpt-4o-mini', temperature: 0.7 };
  const { model, temperature } = applyOverrides(production, 'classifier', {
    classifier: { temperature: 0.3 },
    other: { model: 'x' },
  });
  const told: string = model;
  expect([told, temperature]).toEqual(['gpt-4o-mini', 0.3]);
  const overrides = JSON.parse('{"classifier": {"__proto__": {"isAdmin": true}}}') as Overrides;
  expect(applyOverrides(production, 'classifier', overrides)).not.toHaveProperty('isAdmin');
  for (const step of ['__proto__', 'constructor', 'toString']) expect(applyOverrides(production, step, {})).toEqual(production);
});
