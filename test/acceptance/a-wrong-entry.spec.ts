import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventResponse, EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import type { ObligationsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import { activate, addHomepage } from '../support/lives.js';
import { problemIn, startServer, type Answer, type Server } from '../support/server.js';

describe('A wrong entry', () => {
  const at = '/v1/contracts/c-1';
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'c-1');
    await addHomepage(server, 'c-1');
  });
  afterAll(() => server.close());

  const correct = (eventId: string, rest: object): Promise<Answer> =>
    server.post(`${at}/corrections`, { eventId, reason: '入力の誤り', ...rest });
  const paid = async (): Promise<unknown> =>
    (await server.read<ObligationsResponse>(`${at}/obligations?asOf=2026-07-31`)).totals.paid;
  const first = async (type: string): Promise<string> =>
    (await server.read<EventsResponse>(`${at}/events?type=${type}`)).items[0]?.id ?? '';

  it('is corrected, the latest correction counting; voided; and brought back', async () => {
    const id = await server.record(`${at}/payments`, { receivedOn: '2026-07-01', amount: '1000' });
    await correct(id, { replacement: { receivedOn: '2026-07-01', amount: '2000' } });
    expect(await paid()).toBe('2000');
    await correct(id, { replacement: { receivedOn: '2026-07-01', amount: '3000' } });
    expect(await paid()).toBe('3000');
    await correct(id, { void: true });
    expect(await paid()).toBe('0');
    await correct(id, { replacement: { receivedOn: '2026-07-02', amount: '500' } });
    expect(await paid()).toBe('500');
    const event = await server.read<EventResponse>(`${at}/events/${id}`);
    expect(event).toMatchObject({ data: { receivedOn: '2026-07-01', amount: '1000' } });
    expect(event.correctedBy.map(({ type }) => type)).toEqual([
      'EventCorrected',
      'EventCorrected',
      'EventVoided',
      'EventCorrected',
    ]);
  });

  it('is not corrected where others rest on it, and says which', async () => {
    const answer = await correct(await first('ContractAccepted'), { void: true });
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/broken-history' } });
    const breaks = problemIn(answer)['breaks'] as readonly { readonly type: string }[];
    const broken = breaks.map(({ type }) => type);
    expect(broken).toContain('BillingStarted');
    expect(broken).toContain('OptionAdded');
  });

  it('is corrected by the whole of its data, and by nothing that could not have been recorded', async () => {
    const id = await first('BillingStarted');
    expect(await correct(id, { replacement: { startsOn: '2026-02-30' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/replacement/startsOn' }] },
    });
    expect(await correct(id, { replacement: {} })).toMatchObject({ status: 400 });
    expect(await correct(id, {})).toMatchObject({ status: 400 });
    expect(await correct(id, { void: true, replacement: { startsOn: '2026-02-01' } })).toMatchObject({ status: 400 });
    expect(await correct(id, { void: false })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/void' }] } });
  });

  it('that a reading given up since makes impossible is not corrected into what was never possible', async () => {
    const [fees, of] = [{ initialFee: '5000', monthlyFee: '6200' }, '/v1/contracts/c-2'];
    await server.record('/v1/contracts', {
      contractId: 'c-2',
      contractor: { name: '株式会社みなと' },
      appliedOn: '2025-12-01',
    });
    const ofTheBase = { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' };
    await server.record(`${of}/fee-quotes`, ofTheBase);
    await server.record(`${of}/acceptance`, { acceptedOn: '2025-12-20' });
    await server.record(`${of}/targets`, { from: '2025-12-20', domains: ['minato.example'], ipAddresses: [] });
    await server.record(`${of}/notices`, { subject: 'contract', arrivedAt: '2026-01-31', form: 'prescribed' });
    await server.record('/v1/adoptions', {
      adoptionId: 'the-day-after',
      readings: ['R01:elapsed'],
      scope: { contractIds: ['c-2'] },
      adoptedOn: '2026-02-01',
      from: '2026-02-01',
      reason: '協議による',
    });
    await server.record(`${of}/fee-quotes`, { ...ofTheBase, quotedOn: '2026-03-01', options: { homepage: fees } });
    const option = { option: 'homepage', appliedOn: '2026-02-01', acceptedOn: '2026-03-03' };
    const eventId = await server.record(`${of}/options`, option); // the contract’s last day, as it was read then
    await server.record('/v1/adoptions/the-day-after/withdrawal', { withdrawnOn: '2026-07-20', reason: '再検討' });
    const moved = (acceptedOn: string): Promise<Answer> =>
      server.post(`${of}/corrections`, { eventId, reason: '入力の誤り', replacement: { ...option, acceptedOn } });
    expect(await moved('2026-02-15')).toMatchObject({
      status: 409,
      body: { type: '/problems/no-quote', article: '8' },
    });
    expect(await moved('2026-03-02')).toMatchObject({ status: 201 });
    const { items } = await server.read<ObligationsResponse>(`${of}/obligations?asOf=2026-07-31`);
    expect(items).toContainEqual(
      expect.objectContaining({ subject: 'homepage', arisesOn: '2026-03-02', amount: '5000' }),
    );
  });

  it('exists, and is no correction itself', async () => {
    expect(await correct('no-such-event', { void: true })).toMatchObject({ status: 404 });
    const correction = await first('EventCorrected');
    const answer = await correct(correction, { void: true });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
