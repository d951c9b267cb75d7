import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import type { ChangesResponse, TerminationResponse } from '../../apps/api/src/contracts/figures.responses.js';
import { activate } from '../support/lives.js';
import { startServer, testClock, type Server } from '../support/server.js';

describe('What was known then', () => {
  const at = '/v1/contracts/c-1';
  const clock = testClock();
  let server: Server;
  let late: { readonly id: string; readonly position: number; readonly recordedAt: string };
  beforeAll(async () => {
    server = await startServer({ clock });
    await activate(server, 'c-1');
    clock.set('2026-08-02T09:00:00+09:00');
    // Arrived in May, found in August.
    const id = await server.record(`${at}/notices`, {
      subject: 'contract',
      arrivedAt: '2026-05-20',
      form: 'prescribed',
    });
    const [event] = (await server.read<EventsResponse>(`${at}/events?type=NoticeReceived`)).items;
    late = { id, position: Number(event?.position), recordedAt: event?.recordedAt ?? '' };
    clock.set('2026-08-03T09:00:00+09:00');
    await server.record(`${at}/corrections`, {
      eventId: id,
      reason: '到達日の誤り',
      replacement: { subject: 'contract', arrivedAt: '2026-06-20', form: 'prescribed' },
    });
  });
  afterAll(() => server.close());

  const endKnownAt = async (knownAt: string): Promise<unknown> =>
    (await server.read<TerminationResponse>(`${at}/termination?asOf=2026-07-31&knownAt=${encodeURIComponent(knownAt)}`))
      .effectiveOn;

  it('does not change with what was learnt later, by place or by time', async () => {
    expect(await endKnownAt(`position:${String(late.position - 1)}`)).toBeNull();
    expect(await endKnownAt(`position:${String(late.position)}`)).toBe('2026-06-19');
    expect(await endKnownAt(`position:${String(late.position + 1)}`)).toBe('2026-07-20');
    expect(await endKnownAt('2026-08-01T23:59:59+09:00')).toBeNull();
    expect(await endKnownAt(late.recordedAt)).toBe('2026-06-19');
    expect(await endKnownAt('2026-08-03T00:00:00Z')).toBe('2026-07-20');
  });

  it('repeats what it was asked', async () => {
    const answer = await server.read(`${at}/termination?asOf=2026-07-31&knownAt=position:5`);
    expect(answer).toMatchObject({ asOf: '2026-07-31', knownAt: 'position:5', readings: [] });
    expect((await server.read<TerminationResponse>(`${at}/termination`)).asOf).toBe('2026-08-03');
  });

  it('was nothing before the contract, and is nothing beyond the log', async () => {
    expect(await server.get(`${at}?knownAt=position:0`)).toMatchObject({
      status: 404,
      body: { type: '/problems/contract-not-known-then' },
    });
    expect(await server.get(`${at}?knownAt=2020-01-01T00:00:00Z`)).toMatchObject({ status: 404 });
    expect(await server.get(`${at}?knownAt=position:999`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/knownAt' }] },
    });
  });

  it('is told apart from what is known now, figure by figure', async () => {
    const from = `position:${String(late.position)}`;
    const to = `position:${String(late.position + 1)}`;
    const { items } = await server.read<ChangesResponse>(`${at}/history?asOf=2026-07-31&from=${from}&to=${to}`);
    const termination = items.find(({ figure }) => figure === 'termination');
    expect(termination).toMatchObject({
      before: { effectiveOn: '2026-06-19' },
      after: { effectiveOn: '2026-07-20' },
      events: [expect.any(String)],
    });
  });
});
