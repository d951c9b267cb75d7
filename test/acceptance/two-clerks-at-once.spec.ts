import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractResponse } from '../../apps/api/src/contracts/contract.responses.js';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import { activate } from '../support/lives.js';
import { eventOf, recordedIn, startServer, type Server } from '../support/server.js';

describe('Two clerks at one contract', () => {
  const at = '/v1/contracts/c-1';
  const payment = { receivedOn: '2026-07-01', amount: '1000' };
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'c-1');
  });
  afterAll(() => server.close());

  it('see where it stands, and that the other has moved it on', async () => {
    const { revision } = await server.read<ContractResponse>(at);
    expect((await server.get(at)).headers['etag']).toBe(`"${String(revision)}"`);
    expect((await server.get(`${at}?knownAt=position:1`)).headers).not.toHaveProperty('etag');
    const mine = await server.post(`${at}/payments`, payment, { 'if-match': `"${String(revision)}"` });
    expect(mine).toMatchObject({
      status: 201,
      body: { revision: revision + 1 },
      headers: { etag: `"${String(revision + 1)}"` },
    });
    const theirs = await server.post(`${at}/payments`, payment, { 'if-match': `"${String(revision)}"` });
    expect(theirs).toMatchObject({
      status: 412,
      headers: { etag: `"${String(revision + 1)}"` },
      body: {
        type: '/problems/revision-moved',
        revision: revision + 1,
        events: [{ id: eventOf(mine), type: 'PaymentReceived', revision: revision + 1 }],
      },
    });
  });

  it('are told, too, where one is ahead of the ledger', async () => {
    expect(await server.post(`${at}/payments`, payment, { 'if-match': '"900"' })).toMatchObject({
      status: 412,
      body: { events: [] },
    });
  });

  it('lose nothing to a race where they do not ask', async () => {
    const before = (await server.read<ContractResponse>(at)).revision;
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.post(`${at}/payments`, payment)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    const revisions = answers.map((answer) => recordedIn(answer).revision).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 20 }, (_, index) => before + 1 + index));
  });

  it('read at once what they wrote', async () => {
    const made = await server.post(`${at}/payments`, { ...payment, reference: 'just now' });
    const { position, items } = await server.read<EventsResponse>(`${at}/events?type=PaymentReceived&limit=200`);
    expect(items.at(-1)).toMatchObject({ id: eventOf(made), data: { reference: 'just now' }, who: 'alice' });
    expect(position).toBe(recordedIn(made).position);
    const { status, body } = await server.get(made.headers['location'] ?? '');
    expect({ status, body }).toMatchObject({ status: 200, body: { id: eventOf(made) } });
  });
});
