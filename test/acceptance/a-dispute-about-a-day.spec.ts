import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ObligationsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import type {
  ComparisonResponse,
  DisputedExplanationResponse,
  DisputeResponse,
} from '../../apps/api/src/disputes/disputes.responses.js';
import type { DisputedOwedResponse, OwedResponse } from '../../apps/api/src/disputes/owed.responses.js';
import { liveThroughWorkedContract } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

describe('A contractor says that the contract ends later', () => {
  let server: Server;
  let notice: string;
  beforeAll(async () => {
    server = await startServer();
    await liveThroughWorkedContract(server, 'c-1');
    const { items } = await server.read<{ readonly items: readonly { readonly id: string }[] }>(
      '/v1/contracts/c-1/events?type=NoticeReceived',
    );
    notice = items[0]?.id ?? '';
  });
  afterAll(() => server.close());

  const dispute = async (disputeId: string, figure: string, hypotheses: readonly object[]): Promise<void> => {
    const question = { figure, asOf: '2026-07-15' };
    await server.record('/v1/disputes', { disputeId, contractIds: ['c-1'], question, subject: '終了日' });
    await server.record(`/v1/disputes/${disputeId}/positions`, {
      side: 'theirs',
      readings: ['R01:elapsed'],
      hypotheses,
    });
  };
  const later = (): object => ({
    kind: 'corrected',
    eventId: notice,
    replacement: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-07-31', form: 'prescribed' },
    point: 'end',
  });
  const compared = (disputeId: string): Promise<ComparisonResponse> =>
    server.read<ComparisonResponse>(`/v1/disputes/${disputeId}/comparison?first=recorded`);

  it('has the last day lined up, and what makes the difference told in days', async () => {
    await dispute('day', 'termination/effective-on', [later()]);
    const { unit, recorded, positions } = await server.read<DisputeResponse>('/v1/disputes/day');
    expect([unit, recorded.value, positions[0]?.value]).toEqual(['date', '2026-06-30', '2026-07-31']);
    const comparison = await compared('day');
    expect(comparison).toMatchObject({
      unit: 'date',
      difference: '31',
      smallestFromFirst: [['c-1/end']],
      points: [
        { id: 'R01', together: '0' },
        { id: 'c-1/end', aloneFromFirst: { value: '2026-07-31', change: '31' }, together: '31' },
      ],
      interaction: '0',
    });
    expect(comparison.lines.filter(({ difference }) => difference !== '0')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ figure: 'termination', unit: 'yen', difference: '-37200' }),
        expect.objectContaining({ figure: 'termination/effective-on', unit: 'date', difference: '31' }),
        expect.objectContaining({
          figure: 'contract/status',
          first: 'terminated',
          other: 'terminating',
          difference: null,
        }),
      ]),
    );
  });

  it('has the charges that hang on the day carry the name of the dispute', async () => {
    const { items } = await server.read<ObligationsResponse>('/v1/contracts/c-1/obligations?asOf=2026-07-15');
    const contested = items.filter(({ disputes }) => disputes !== undefined).map(({ id }) => id);
    expect(contested).toEqual(expect.arrayContaining(['early-termination-charge:1:base']));
    expect(contested).not.toContain('initial-fee:base');
  });

  it('is told what it becomes where there is no day on one side, but not in days', async () => {
    await dispute('none', 'termination/effective-on', [{ kind: 'voided', eventId: notice, point: 'end' }]);
    expect(await compared('none')).toMatchObject({
      other: { value: null, refused: null },
      difference: null,
      smallestFromFirst: [['c-1/end']],
      points: [{ together: null }, { aloneFromFirst: { value: null, change: null }, together: null }],
    });
  });

  it('asks whether the service may still be used, which is worth no number', async () => {
    await dispute('use', 'usage-permission/minato.example', [later()]);
    expect(await compared('use')).toMatchObject({
      unit: 'word',
      first: { value: 'not-permitted' },
      other: { value: 'permitted' },
      difference: null,
      smallestFromFirst: [['c-1/end']],
      points: [{ together: null }, { aloneFromFirst: { value: 'permitted', change: null }, together: null }],
    });
  });

  it('has both explanations aligned, with the fact by which they begin to differ', async () => {
    const at = '/v1/disputes/day/explanation-diff?first=recorded';
    const designated = { label: 'designated date', left: { value: '2026-06-30' }, right: { value: '2026-07-31' } };
    expect(await server.read<DisputedExplanationResponse>(at)).toMatchObject({
      contractId: 'c-1',
      figure: 'termination/effective-on',
      first: { side: 'recorded', value: '2026-06-30' },
      other: { side: 'theirs', value: '2026-07-31' },
      difference: '31',
      compared: {
        premises: [{ left: { reading: 'R01:elapses' }, right: { reading: 'R01:elapsed' } }, designated],
        explanation: { id: 'termination/effective-on', state: 'other-value', premise: false },
      },
    });
    const charge = 'obligations/early-termination-charge:1:base';
    expect(await server.read<DisputedExplanationResponse>(`${at}&figure=${charge}`)).toMatchObject({
      unit: 'yen',
      difference: '-200000',
      compared: { explanation: { id: charge, state: 'left-only' } },
    });
    expect((await server.get(`${at}&figure=usage-permission/minato.example`)).status).toBe(404); // nothing explains it
    expect((await server.get(`${at}&figure=weather`)).status).toBe(400);
    expect((await server.get(`${at}&contractId=c-2`)).status).toBe(400);
    expect((await server.get('/v1/disputes/day/explanation-diff')).status).toBe(404); // ours has taken no position
  });

  it('is answered three times: as known then, as known to the dispute, and as told', async () => {
    await server.record('/v1/contracts/c-1/statements', {
      figure: 'termination',
      asOf: '2026-08-01',
      toldTo: '契約者',
    });
    await server.record('/v1/contracts/c-1/corrections', {
      eventId: notice,
      reason: '合意',
      replacement: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-07-31', form: 'prescribed' },
    });
    await server.record('/v1/disputes', {
      disputeId: 'told',
      contractIds: ['c-1'],
      question: { figure: 'termination/effective-on', asOf: '2026-08-01' },
      subject: '終了日',
    });
    await server.record('/v1/contracts/c-1/corrections', { eventId: notice, reason: '取消', void: true }); // not known to the dispute
    const told = { kind: 'statement', on: '2026-08-01', value: '2026-06-30' };
    expect(await server.read<DisputedOwedResponse>('/v1/disputes/told/owed')).toMatchObject({
      unit: 'date',
      items: [
        {
          contractId: 'c-1',
          asKnownThen: '2026-07-31', // recorded on the day itself
          asKnownNow: '2026-07-31',
          asTold: told,
          difference: '0',
        },
      ],
    });
    expect(await server.read<DisputedOwedResponse>('/v1/disputes/day/owed')).toMatchObject({
      items: [{ asKnownThen: null, asKnownNow: '2026-06-30', asTold: null, difference: null }],
    });
    const { figures } = await server.read<OwedResponse>('/v1/contracts/c-1/owed?on=2026-08-01');
    expect(figures.find(({ figure }) => figure === 'termination/effective-on')).toMatchObject({
      asKnownNow: null,
      asTold: told,
    });
  });
});
