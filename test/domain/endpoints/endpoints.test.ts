import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpointConnections } from '../../../src/domain/endpoints/connections.js';
import {
  addEndpoint,
  type Endpoint,
  type EndpointInput,
  findEndpoint,
  listEndpoints,
  removeEndpoint,
  updateEndpoint,
} from '../../../src/domain/endpoints/endpoints.js';
import { rotateSigningSecret } from '../../../src/domain/endpoints/rotate-signing-secret.js';
import { laneOfEndpoint, limitsOfLane } from '../../../src/domain/execution/lanes.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedRun, storedVariant } from '../experiments/rows.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const app: EndpointInput = { name: 'app', url: 'https://app.example.com/variant', headers: { 'x-api-key': 'top-secret' } };

async function added(scope: Scope, input: Partial<EndpointInput> = {}): Promise<Endpoint> {
  const endpoint = await addEndpoint(scope, { ...app, ...input });
  if (isFailure(endpoint)) throw endpoint;
  return endpoint;
}

describe('an endpoint', () => {
  test('has headers that are encrypted where they are stored; only their names are shown', async () => {
    const scope = await testScope(database);
    const endpoint = await added(scope);
    expect(endpoint).toMatchObject({ name: 'app', headerNames: ['x-api-key'], timeoutMs: 30_000, concurrency: null });
    expect(JSON.stringify([endpoint, await listEndpoints(scope), await findEndpoint(scope, endpoint.id)])).not.toMatch(
      /top-secret|encrypted/i,
    );
    const row = await database.db.endpoint.findUniqueOrThrow({ where: { id: endpoint.id } });
    expect(Buffer.from(row.headersEncrypted ?? []).toString('latin1')).not.toContain('top-secret');
    expect(await endpointConnections.get(scope, endpoint.id)).toMatchObject({ url: app.url, headers: app.headers });
  });

  test.each<[string, Partial<EndpointInput>, string, string?]>([
    ['a name with a space', { name: 'my app' }, 'name'],
    ['an address in a private network', { url: 'http://192.168.0.1/' }, 'url', 'ADDRESS_REFUSED'],
    ['a password in its address', { url: 'https://me:hidden@example.com/' }, 'url', 'ADDRESS_REFUSED'],
    ['a time-out of nothing', { timeoutMs: 0 }, 'timeoutMs'],
    ['a header with a line break', { headers: { 'x-key': 'hidden\r\nx-other: 1' } }, 'headers.x-key'],
    ['a header that HTTP has no such name for', { headers: { 'x key': 'hidden' } }, 'headers.x key'],
    ['a day too long to answer in', { answerWithinMs: 8 * 24 * 3_600_000 }, 'answerWithinMs'],
    ['less than a second to answer in', { answerWithinMs: 999 }, 'answerWithinMs'],
    ['a header of the signature', { headers: { 'Webhook-Signature': 'v1,hidden' } }, 'headers.Webhook-Signature'],
    ["a header of the request's own", { headers: { Host: 'example.com' } }, 'headers.Host'],
    ['a header that is no text', { headers: { 'x-key': 1 } }, 'headers.x-key'],
  ])('with %s is refused', async (_, input, field, code = 'VALIDATION') => {
    const error = await addEndpoint(await testScope(database), { ...app, ...input });
    expect(error).toMatchObject({ code, field });
    expect((error as Error).message).not.toContain('hidden');
  });

  test('keeps what a change leaves out', async () => {
    const scope = await testScope(database);
    const { id } = await added(scope, { timeoutMs: 1000, concurrency: 3, rateLimit: 5 });
    await endpointConnections.get(scope, id);
    expect(await updateEndpoint(scope, { id, rateLimit: null, name: 'service' })).toMatchObject({
      name: 'service',
      timeoutMs: 1000,
      headerNames: ['x-api-key'],
      rateLimit: null,
    });
    expect(await endpointConnections.get(scope, id)).toMatchObject({ name: 'service', headers: app.headers });
    expect(await updateEndpoint(scope, { id, headers: { authorization: 'Bearer x' } })).toMatchObject({
      headerNames: ['authorization'],
    });
    expect(await updateEndpoint(scope, { id, headers: null })).toMatchObject({ headerNames: [] });
    expect(await limitsOfLane(scope, laneOfEndpoint(id))).toEqual({ concurrency: 3, rateLimit: null });
  });

  test('keeps all of several changes that are made at the same moment', async () => {
    const scope = await testScope(database);
    const { id } = await added(scope);
    await Promise.all([
      updateEndpoint(scope, { id, timeoutMs: 1000 }),
      updateEndpoint(scope, { id, concurrency: 3 }),
      updateEndpoint(scope, { id, headers: { 'x-other': 'one' } }),
      updateEndpoint(scope, { id, answerWithinMs: 5000 }),
      rotateSigningSecret(scope, { id }),
    ]);
    expect(await findEndpoint(scope, id)).toMatchObject({
      timeoutMs: 1000,
      concurrency: 3,
      headerNames: ['x-other'],
      answerWithinMs: 5000,
      hasSigningSecret: true,
    });
    await added(scope, { name: 'other' });
    expect(await updateEndpoint(scope, { id, name: 'other' })).toMatchObject({ code: 'NAME_TAKEN' });
  });

  test('is no longer the app of an experiment once it is removed; it is kept while a run calls it', async () => {
    const scope = await testScope(database);
    const { id } = await added(scope);
    const experiment = await newExperiment(scope);
    await database.db.experiment.update({ where: { id: experiment.id }, data: { endpointId: id } });
    const run = await storedRun(scope, experiment, await storedVariant(scope, experiment), 'RUNNING');
    await database.db.run.update({ where: { id: run.id }, data: { lane: laneOfEndpoint(id) } });
    expect(await removeEndpoint(scope, id)).toMatchObject({ code: 'RUN_ACTIVE' });
    await database.db.run.update({ where: { id: run.id }, data: { status: 'COMPLETED' } });
    expect(await removeEndpoint(scope, id)).toMatchObject({ id });
    expect(await database.db.experiment.findUniqueOrThrow({ where: { id: experiment.id } })).toMatchObject({ endpointId: null });
  });

  test('has a name of its own in its organization, and does not exist in another', async () => {
    const [scope, other] = [await testScope(database), await testScope(database)];
    const { id } = await added(scope);
    expect(await addEndpoint(scope, app)).toMatchObject({ code: 'NAME_TAKEN' });
    expect(await listEndpoints(other)).toEqual([]);
    expect(await findEndpoint(other, id)).toBeNull();
    expect(await endpointConnections.get(other, id)).toBeNull();
    expect(await updateEndpoint(other, { id, name: 'mine' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await removeEndpoint(other, id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await addEndpoint(other, app)).toMatchObject({ name: 'app' });
    expect(await removeEndpoint(scope, id)).toMatchObject({ id, name: 'app' });
    expect(await endpointConnections.get(scope, id)).toBeNull();
  });
});
