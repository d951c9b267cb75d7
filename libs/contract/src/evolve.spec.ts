import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contractOn, historyOf, type ContractEvent, type FactEvent, type FactType } from '@ledger/contract';
import { isoDate } from '@ledger/kernel';
import {
  applied,
  billed,
  optionAdded,
  optionBilled,
  quoted,
  running,
  sample,
  samples,
  withOption,
} from '../../../test/support/facts.js';
import { day, knowing, recorded } from '../../../test/support/given.js';

const notice = sample('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-03-01', designatedOn: '2026-03-31' });
const again = sample('OptionAdded', { appliedOn: '2026-03-20', acceptedOn: '2026-04-01' });
const noticeAgain = sample('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-05-01' });

describe('A contract as of a day', () => {
  it('has what happened by that day', () => {
    const history = knowing(...running, sample('PaymentReceived'));
    expect(contractOn(history, day('2026-02-19')).payments).toEqual([]);
    expect(contractOn(history, day('2026-02-20')).payments).toHaveLength(1);
    expect(contractOn(history, day('2025-12-19')).acceptance).toBeUndefined();
    expect(contractOn(history, day('2025-12-20')).acceptance).toEqual({ eventId: 'e3', acceptedOn: day('2025-12-20') });
  });
  it('has what is planned whatever the day', () => {
    expect(contractOn(knowing(...running), day('2026-01-01')).billing).toEqual({
      eventId: 'e4',
      startsOn: day('2026-01-15'),
    });
  });
  it('is applied for on every day, even an earlier one', () => {
    expect(contractOn(knowing(applied), day('2020-01-01')).application.name).toBe('株式会社青空');
  });
  it('is none without an application', () => {
    expect(() => contractOn(knowing(quoted), day('2026-01-01'))).toThrow('no contract');
  });
  it('says how far back its facts go', () => {
    const early = sample('FeesQuoted', { quotedOn: '2025-11-30' });
    expect(contractOn(knowing(applied), day('2026-07-31')).earliestFactOn).toBe(day('2025-12-01'));
    expect(contractOn(knowing(applied, early), day('2026-07-31')).earliestFactOn).toBe(day('2025-11-30'));
  });

  it('reads instants as days of Japan, and 00:00 as the beginning of one', () => {
    const arrivedAt = (text: string): unknown =>
      contractOn(knowing(...running, sample('NoticeReceived', { arrivedAt: text })), day('2026-07-31')).notices[0];
    expect(arrivedAt('2026-05-20T15:00:00Z')).toMatchObject({ arrivedOn: day('2026-05-21'), atMidnight: true });
    expect(arrivedAt('2026-05-20T14:59:59.999999Z')).toMatchObject({ arrivedOn: day('2026-05-20'), atMidnight: false });
    expect(arrivedAt('2026-05-20')).toMatchObject({ arrivedOn: day('2026-05-20'), atMidnight: false });
  });

  it('puts what is said of an earlier fact beside it', () => {
    const history = knowing(
      ...running,
      sample('OutageDetected'),
      sample('OutageRecovered'),
      sample('ReductionClaimed'),
      sample('ReductionDecided'),
      sample('MisuseReported'),
      sample('InstructionGiven', { reportId: 'e9' }),
      sample('InstructionFollowed', { reportId: 'e9', instructionId: 'e10' }),
    );
    const { outages, misuseReports } = contractOn(history, day('2026-07-31'));
    expect(outages).toMatchObject([
      { recovery: { eventId: 'e6' }, claims: [{ eventId: 'e7' }], decisions: [{ eventId: 'e8', amount: 2480 }] },
    ]);
    expect(misuseReports).toMatchObject([{ instructions: [{ eventId: 'e10', followed: { eventId: 'e11' } }] }]);
    const before = contractOn(history, day('2026-03-31'));
    expect(before.outages).toMatchObject([{ recovery: { eventId: 'e6' }, claims: [], decisions: [] }]);
  });
  it('leaves out what is said of a fact that does not count yet', () => {
    const early = sample('ReductionClaimed', { arrivedOn: '2026-03-01' });
    const history = knowing(...running, sample('OutageDetected'), early);
    expect(contractOn(history, day('2026-03-05')).outages).toEqual([]);
    expect(contractOn(history, day('2026-03-10')).outages).toMatchObject([{ claims: [{ eventId: 'e6' }] }]);
  });
});

describe('The periods of an option', () => {
  const history = knowing(
    ...withOption,
    notice,
    again,
    sample('OptionBillingStarted', { startsOn: '2026-04-10' }),
    noticeAgain,
  );
  it('each have their own billing and notices', () => {
    expect(contractOn(history, day('2026-07-31')).options).toMatchObject([
      { eventId: 'e6', billing: { eventId: 'e7' }, notices: [{ eventId: 'e8' }] },
      { eventId: 'e9', billing: { eventId: 'e10' }, notices: [{ eventId: 'e11' }] },
    ]);
  });
  it('begin with their acceptance, and keep a planned billing to themselves until then', () => {
    expect(contractOn(history, day('2026-03-31')).options).toMatchObject([
      { eventId: 'e6', billing: { eventId: 'e7' } },
    ]);
  });
  it('do not take over a billing that was planned for one which ended before', () => {
    const planned = sample('OptionBillingStarted', { startsOn: '2026-06-01' });
    const known = knowing(...running, optionAdded, planned, notice, again);
    expect(contractOn(known, day('2026-07-31')).options).toMatchObject([
      { eventId: 'e5', billing: { eventId: 'e6' } },
      { eventId: 'e8', billing: undefined },
    ]);
  });
  it('have the billing of their own days, however late it is recorded', () => {
    const known = knowing(...running, optionAdded, notice, again, optionBilled);
    expect(contractOn(known, day('2026-07-31')).options).toMatchObject([
      { eventId: 'e5', billing: { eventId: 'e8' } },
      { eventId: 'e7', billing: undefined },
    ]);
  });
  it('hold notices and terminations from the day of acceptance on', () => {
    const early = sample('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-01-31' });
    const termination = sample('ContractTerminated', { subject: 'homepage', declaredOn: '2026-02-01' });
    const contract = contractOn(knowing(...withOption, early, termination), day('2026-07-31'));
    expect(contract.options).toMatchObject([{ notices: [], terminations: [{ eventId: 'e9' }] }]);
    expect(contract.notices).toHaveLength(1);
  });
});

describe('Folding', () => {
  const facts = fc.constantFrom(...(Object.keys(samples) as FactType[])).map((type): FactEvent => sample(type));
  const days = fc.integer({ min: day('2025-11-01'), max: day('2026-09-01') }).map((n) => n as ReturnType<typeof day>);
  const histories = fc.array(facts, { maxLength: 40 }).map((some) => [applied, ...some] as const);

  it('never fails, whatever refers to whatever, and gives the same again', () => {
    fc.assert(
      fc.property(histories, days, (events, asOf) => {
        const history = knowing(...events);
        expect(contractOn(history, asOf)).toEqual(contractOn(historyOf('c-1', recorded(...events)), asOf));
      }),
    );
  });
  it('leaves other days of the same history as they were', () => {
    fc.assert(
      fc.property(histories, days, days, (events, one, other) => {
        const history = knowing(...events);
        const before = JSON.stringify(contractOn(history, one));
        contractOn(history, other);
        expect(JSON.stringify(contractOn(history, one))).toBe(before);
      }),
    );
  });
  it('only ever adds from one day to a later one', () => {
    const registers = ['notices', 'outages', 'payments', 'complaints', 'options', 'quotes', 'measures'] as const;
    fc.assert(
      fc.property(histories, days, days, (events, one, other) => {
        const [earlier, later] = [Math.min(one, other) as typeof one, Math.max(one, other) as typeof one];
        const history = knowing(...events);
        for (const register of registers) {
          const idsOn = (asOf: typeof one): readonly string[] =>
            contractOn(history, asOf)[register].map(({ eventId }) => eventId);
          expect(idsOn(later)).toEqual(expect.arrayContaining([...idsOn(earlier)]));
        }
      }),
    );
  });
  it('of a correction is folding of the fact as it should have been', () => {
    fc.assert(
      fc.property(days, days, (startsOn, asOf) => {
        const right = sample('BillingStarted', { startsOn: isoDate(startsOn) });
        const correction: ContractEvent = {
          type: 'EventCorrected',
          data: { eventId: 'e4', type: 'BillingStarted', reason: '訂正', replacement: right.data },
        };
        expect(contractOn(knowing(...running, optionAdded, optionBilled, correction), asOf)).toEqual(
          contractOn(knowing(...running.slice(0, 3), right, optionAdded, optionBilled), asOf),
        );
        expect(running[3]).toBe(billed);
      }),
    );
  });
});
