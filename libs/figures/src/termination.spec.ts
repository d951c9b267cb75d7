import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isoDate, plusDays, type IsoDate } from '@ledger/kernel';
import type { DataOf } from '@ledger/contract';
import type { Readings } from '@ledger/terms';
import { dayIn, interpretations, shapes, storyOf } from '../../../test/support/contracts.js';
import { accepted, day, reading, story, workedContract, type Story } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';
import { figuresIf, SUPPOSED, type EndingEvent } from './quote.js';
import type { TerminationFigure } from './termination.js';

const running = accepted('2026-01-15').and('BillingStarted', { startsOn: '2026-01-15' });
const noticed = (
  told: Story,
  data: Partial<DataOf<'NoticeReceived'>> & { readonly arrivedAt: string },
  id = 'notice',
): Story => told.and('NoticeReceived', { subject: 'contract', form: 'prescribed', ...data }, id);
const termination = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): TerminationFigure =>
  figuresOn(told.history, day(asOf), reading(readings)).termination();
const endsOn = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): string | undefined => {
  const { effectiveOn } = termination(told, asOf, readings);
  return effectiveOn && isoDate(effectiveOn);
};

describe('The end of the contract (Art. 7)', () => {
  const told = noticed(running, { arrivedAt: '2026-06-01', designatedOn: '2026-06-15' });

  it.each<[IsoDate, string, string | undefined]>([
    ['2026-05-31', 'none', undefined],
    ['2026-06-01', 'scheduled', '2026-07-01'],
    ['2026-07-01', 'scheduled', '2026-07-01'],
    ['2026-07-02', 'effective', '2026-07-01'],
  ])('as of %s is %s', (asOf, status, on) => {
    expect(termination(told, asOf).status).toBe(status);
    expect(endsOn(told, asOf)).toBe(on);
  });

  it.each<[Partial<Readings>, string]>([
    [{}, '2026-07-01'],
    [{ R01: 'elapsed' }, '2026-07-02'],
    [{ R16: 'counted' }, '2026-06-30'],
    [{ R16: 'counted', R01: 'elapsed' }, '2026-07-01'],
  ])('for a notice that arrives at midnight is under %j on %s', (readings, expected) => {
    expect(endsOn(noticed(running, { arrivedAt: '2026-06-01T00:00:00+09:00' }), '2026-06-01', readings)).toBe(expected);
  });

  it('knows no midnight of a bare date, nor a second after it', () => {
    expect(endsOn(noticed(running, { arrivedAt: '2026-06-01' }), '2026-06-01', { R16: 'counted' })).toBe('2026-07-01');
    expect(endsOn(noticed(running, { arrivedAt: '2026-06-01T00:00:01+09:00' }), '2026-06-01', { R16: 'counted' })).toBe(
      '2026-07-01',
    );
    expect(endsOn(noticed(running, { arrivedAt: '2026-05-31T15:00:00Z' }), '2026-06-01', { R16: 'counted' })).toBe(
      '2026-06-30',
    );
  });

  it.each<[Readings['R13'], string]>([
    ['earliest', '2026-07-01'],
    ['latest', '2026-09-30'],
  ])('by several notices is that of the %s (R13)', (R13, expected) => {
    const two = noticed(told, { arrivedAt: '2026-06-10', designatedOn: '2026-09-30' }, 'second');
    expect(endsOn(two, '2026-06-10', { R13 })).toBe(expected);
    expect(endsOn(two, '2026-06-09', { R13 })).toBe('2026-07-01');
  });

  it('is not that of a notice on another form or withdrawn with the provider’s agreement', () => {
    const other = noticed(running, { arrivedAt: '2026-06-01', form: 'other' });
    expect(termination(other, '2026-06-30')).toMatchObject({
      status: 'none',
      notices: [{ hasEffect: false, standing: true, effectiveOn: day('2026-07-01') }],
    });
    const withdrawn = told.and('NoticeWithdrawn', { noticeId: 'notice', agreedOn: '2026-06-20', reason: '' });
    expect(endsOn(withdrawn, '2026-06-19')).toBe('2026-07-01');
    expect(termination(withdrawn, '2026-06-20')).toMatchObject({ status: 'none', notices: [{ standing: false }] });
  });

  it('is the earlier of notice and termination; on one day the termination governs the ground', () => {
    const with28 = (effectiveOn: IsoDate): Story =>
      told.and('ContractTerminated', { declaredOn: '2026-06-05', effectiveOn, ground: 'general-28-2', reason: '' });
    expect(termination(with28('2026-06-30'), '2026-06-05')).toMatchObject({
      effectiveOn: day('2026-06-30'),
      ground: 'general-28-2',
    });
    expect(termination(with28('2026-07-01'), '2026-06-05')).toMatchObject({
      ground: 'general-28-2',
      earlyTermination: { exempt: true },
    });
    expect(termination(with28('2026-07-02'), '2026-06-05')).toMatchObject({
      effectiveOn: day('2026-07-01'),
      ground: 'notice',
    });
  });

  it('is not shown before the day of acceptance, nor is any period', () => {
    const early = noticed(
      story().and('ContractApplied', { contractor: { name: '株式会社例' }, appliedOn: '2026-01-01' }),
      {
        arrivedAt: '2026-01-05',
      },
    );
    expect(termination(early, '2026-01-10')).toMatchObject({
      status: 'none',
      notices: [],
      minimumPeriod: undefined,
      options: {},
    });
    expect(termination(workedContract, '2025-12-19')).toMatchObject({ minimumPeriod: undefined, options: {} });
    // the day of the start is known, whatever the day asked about
    expect(termination(workedContract, '2025-12-20').minimumPeriod).toEqual({
      from: day('2026-01-15'),
      to: day('2027-01-14'),
    });
  });
});

describe('The end of an option (Art. 5(4))', () => {
  const told = running
    .and('OptionAdded', { option: 'homepage', appliedOn: '2026-02-01', acceptedOn: '2026-02-01' }, 'first')
    .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-01' });
  const optionEnds = (of: Story, asOf: IsoDate): string | undefined => {
    const on = termination(of, asOf).options.homepage?.effectiveOn;
    return on && isoDate(on);
  };

  it('is its own effective date or that of the contract, whichever is earlier', () => {
    const alone = noticed(told, { arrivedAt: '2026-06-01', subject: 'homepage' });
    expect(optionEnds(told, '2026-06-01')).toBeUndefined();
    expect(optionEnds(alone, '2026-06-01')).toBe('2026-07-01');
    expect(termination(alone, '2026-06-01').status).toBe('none');
    expect(optionEnds(noticed(alone, { arrivedAt: '2026-05-01' }, 'contract'), '2026-06-01')).toBe('2026-05-31');
    expect(optionEnds(noticed(alone, { arrivedAt: '2026-06-20' }, 'contract'), '2026-06-20')).toBe('2026-07-01');
  });

  it('is of the period that is asked about where it was added again', () => {
    const again = noticed(told, { arrivedAt: '2026-06-01', subject: 'homepage' })
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-08-01', acceptedOn: '2026-08-01' }, 'second')
      .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-08-10' });
    expect(termination(again, '2026-07-31').options.homepage).toMatchObject({
      eventId: 'first',
      effectiveOn: day('2026-07-01'),
    });
    expect(termination(again, '2026-08-01').options.homepage).toMatchObject({
      eventId: 'second',
      effectiveOn: undefined,
      minimumPeriod: { from: day('2026-08-10'), to: day('2027-08-09') },
    });
  });
});

describe('A quote', () => {
  const notice: EndingEvent = {
    type: 'NoticeReceived',
    data: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' },
  };

  it('is of the day on which the notice would arrive, where that is still to come', () => {
    const before = story(workedContract.events.slice(0, -1));
    const quoted = figuresIf(before.history, notice, day('2026-05-01'), reading()).termination();
    expect(quoted).toMatchObject({ status: 'scheduled', effectiveOn: day('2026-06-30'), eventId: SUPPOSED });
    expect(quoted.earlyTermination.total).toBe(245392);
    expect(figuresOn(before.history, day('2026-05-20'), reading()).termination().status).toBe('none');
  });

  const endings = fc.oneof(
    fc.record({
      type: fc.constant('NoticeReceived' as const),
      after: fc.integer({ min: 0, max: 300 }),
      until: fc.option(fc.integer({ min: 0, max: 200 })),
      subject: fc.constantFrom('contract' as const, 'homepage' as const),
    }),
    fc.record({
      type: fc.constant('ContractTerminated' as const),
      after: fc.integer({ min: 0, max: 300 }),
      until: fc.integer({ min: 0, max: 90 }),
      ground: fc.constantFrom('general-28-2' as const, 'agreement' as const, 'statutory' as const),
    }),
  );

  it('equals what then happens', () => {
    fc.assert(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), dayIn(shape), interpretations, endings)),
        ([shape, asOf, interpretation, ending]) => {
          const told = storyOf(shape);
          const on = plusDays(day(shape.start), ending.after);
          const until = ending.until === null ? {} : { designatedOn: isoDate(plusDays(on, ending.until)) };
          const event: EndingEvent =
            ending.type === 'NoticeReceived'
              ? {
                  type: ending.type,
                  data: { subject: ending.subject, arrivedAt: isoDate(on), form: 'prescribed', ...until },
                }
              : {
                  type: ending.type,
                  data: {
                    declaredOn: isoDate(on),
                    effectiveOn: isoDate(plusDays(on, ending.until)),
                    ground: ending.ground,
                    reason: '',
                  },
                };
          const quoted = figuresIf(told.history, event, asOf, interpretation).termination();
          const happened = told.and(event.type, event.data, SUPPOSED);
          const then = asOf > on ? asOf : on;
          expect(figuresOn(happened.history, then, interpretation).termination()).toEqual(quoted);
        },
      ),
    );
  });
});
