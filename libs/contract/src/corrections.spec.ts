import { describe, expect, it } from '@jest/globals';
import { decide, InvalidFact, NotCorrectable, type Command, type FactEvent } from '@ledger/contract';
import {
  accepted,
  applied,
  billed,
  designated,
  quoted,
  running,
  sample,
  withOption,
} from '../../../test/support/facts.js';
import { contextOf, given, knowing } from '../../../test/support/given.js';

const correct = (eventId: string, replacement: object): Command => ({
  type: 'EventCorrected',
  data: { eventId, reason: '入力誤り', replacement: { ...replacement } },
});
const voided = (eventId: string): Command & { type: 'EventVoided' } => ({
  type: 'EventVoided',
  data: { eventId, reason: '二重登録' },
});
const corrected = (eventId: string, { type, data }: FactEvent) =>
  ({ type: 'EventCorrected', data: { eventId, type, reason: '入力誤り', replacement: { ...data } } }) as const;

describe('A correction', () => {
  const later = sample('BillingStarted', { startsOn: '2026-02-01' });
  it('records what the fact should have been, and of which kind it is', () => {
    given(...running)
      .when(correct('e4', later.data))
      .thenRecorded(corrected('e4', later));
  });
  it('is normalised as the fact would have been', () => {
    const asWritten = sample('TargetsDesignated', { domains: ['日本語.example', 'AOZORA.example.'] });
    const asKept = sample('TargetsDesignated', { domains: ['xn--wgv71a119e.example', 'aozora.example'] });
    given(...running, designated)
      .when(correct('e5', asWritten.data))
      .thenRecorded(corrected('e5', asKept));
  });
  it('may leave out what stood in the path of the command', () => {
    const outage = sample('OutageDetected');
    const recovery = sample('OutageRecovered', { recoveredAt: '2026-03-12T08:59:00+09:00' });
    given(...running, outage, sample('OutageRecovered'))
      .when(correct('e6', { recoveredAt: '2026-03-12T08:59:00+09:00' }))
      .thenRecorded(corrected('e6', recovery));
  });
  it('leaves it as an earlier correction has it', () => {
    const outage = sample('OutageDetected');
    const other = sample('OutageDetected', { outageId: 'other' });
    const moved = corrected('e7', sample('OutageRecovered', { outageId: 'other' }));
    const recoveredAt = '2026-03-12T08:59:00+09:00';
    given(...running, outage, other, sample('OutageRecovered'), moved)
      .when(correct('e7', { recoveredAt }))
      .thenRecorded(corrected('e7', sample('OutageRecovered', { outageId: 'other', recoveredAt })));
  });
  it('keeps the name that others go by', () => {
    const outage = sample('OutageDetected', { cause: 'contractor' });
    const { outageId: _, ...unnamed } = outage.data;
    given(...running, sample('OutageDetected'))
      .when(correct('e5', unnamed))
      .thenRecorded(corrected('e5', outage));
    given(...running, sample('OutageDetected'))
      .when(correct('e5', { ...outage.data, outageId: 'another' }))
      .thenInvalid('/replacement/outageId');
  });
  it.each<[string, object, string]>([
    ['lacks what the fact has', {}, '/replacement/startsOn'],
    ['has what the fact has not', { startsOn: '2026-02-01', from: '2026-02-01' }, '/replacement/from'],
    ['is no day', { startsOn: '2026-02-30' }, '/replacement/startsOn'],
  ])('is refused where the replacement %s', (_, replacement, pointer) => {
    given(...running)
      .when(correct('e4', replacement))
      .thenInvalid(pointer);
  });
  it('does not move what happened into the future', () => {
    given(...running, sample('PaymentReceived'))
      .when(correct('e5', { ...sample('PaymentReceived').data, receivedOn: '2026-08-01' }))
      .thenInvalid('/replacement/receivedOn');
  });
  it('that says what stands already is recorded once', () => {
    given(...running)
      .when(correct('e4', billed.data))
      .thenAlreadyRecorded('e4');
    given(...running, corrected('e4', later))
      .when(correct('e4', later.data))
      .thenAlreadyRecorded('e5');
    given(...running, corrected('e4', later))
      .when(correct('e4', billed.data))
      .thenRecorded(corrected('e4', billed));
  });
  it('undoes a void, also with the very data of the fact', () => {
    given(...running, voided('e4'))
      .when(correct('e4', billed.data))
      .thenRecorded(corrected('e4', billed));
  });

  it('is refused by the terms like the fact itself', () => {
    given(...running)
      .when(correct('e4', { startsOn: '2025-12-19' }))
      .thenRefused('not-accepted', '8');
  });
  it('is refused with what it breaks', () => {
    given(...running)
      .when(correct('e3', { acceptedOn: '2026-01-16' }))
      .thenBreaks('e4');
    given(...withOption)
      .when(correct('e5', { from: '2026-02-02', domains: ['aozora.example'], ipAddresses: [] }))
      .thenBreaks('e6');
    given(...withOption)
      .when(correct('e4', { startsOn: '2026-02-11' }))
      .thenBreaks('e7');
  });
  it('does not answer for what is broken already', () => {
    // e5 was recorded under a reading by which measures need no option.
    const onAnyContract = sample('HomepageLimitSet');
    given(...running, onAnyContract)
      .when(correct('e4', later.data))
      .thenRecorded(corrected('e4', later));
    given(...running, onAnyContract)
      .when(correct('e5', { ...onAnyContract.data, reason: '誤字の訂正' }))
      .thenRecorded(corrected('e5', sample('HomepageLimitSet', { reason: '誤字の訂正' })));
  });
  describe('of a contract whose end a reading has moved before what was recorded', () => {
    // Under R01 `elapsed` the contract ended on 3 March, and the option was accepted on that day.
    const { options, ...ofTheBase } = quoted.data;
    const story = [
      applied,
      { type: 'FeesQuoted', data: ofTheBase },
      accepted,
      billed,
      designated,
      sample('NoticeReceived', { arrivedAt: '2026-01-31', designatedOn: '2026-02-28' }),
      sample('FeesQuoted', { quotedOn: '2026-03-01', options: options ?? {} }),
      sample('OptionAdded', { appliedOn: '2026-02-05', acceptedOn: '2026-03-03' }),
    ] as const satisfies readonly FactEvent[];
    const acceptedOn = (day: string): FactEvent => sample('OptionAdded', { appliedOn: '2026-02-05', acceptedOn: day });
    it('was recorded as the terms were read then', () => {
      given(...story.slice(0, -1))
        .under({ R01: 'elapsed' })
        .when(story.at(-1) as Command)
        .thenRecorded(acceptedOn('2026-03-03'));
      given(...story.slice(0, -1))
        .when(story.at(-1) as Command)
        .thenRefused('contract-ended', '7');
    });
    it('mends what is broken, or leaves it as broken as it was', () => {
      for (const day of ['2026-03-02', '2026-03-04']) {
        given(...story)
          .when(correct('e8', acceptedOn(day).data))
          .thenRecorded(corrected('e8', acceptedOn(day)));
      }
    });
    it('is refused where that would be broken in another way', () => {
      given(...story)
        .when(correct('e8', acceptedOn('2026-02-10').data))
        .thenRefused('no-quote', '8');
      given(...story)
        .when(voided('e7'))
        .thenBreaks('e8');
    });
  });
  it('that is broken already still has to be a possible fact', () => {
    const measure = sample('HomepageMeasureTaken', { measures: [4] });
    given(...running, sample('ThirdPartyComplaintReceived'), measure)
      .when(correct('e6', { ...measure.data, notifiedOn: '2026-02-30' }))
      .thenInvalid('/replacement/notifiedOn');
  });
  it('carries its own documents', () => {
    const documents = [{ sha256: 'a'.repeat(64), name: '訂正願.pdf' }];
    const [event] = decide(
      { type: 'EventCorrected', data: { eventId: 'e4', reason: '訂正', replacement: { ...later.data }, documents } },
      knowing(...running),
      contextOf(),
    );
    expect(event?.data.documents).toEqual(documents);
  });
});

describe('A void', () => {
  it('takes a fact out', () => {
    given(...running)
      .when(voided('e4'))
      .thenRecorded(voided('e4'));
  });
  it('is recorded once', () => {
    given(...running, voided('e4'))
      .when(voided('e4'))
      .thenAlreadyRecorded('e5');
  });
  it('is refused with what it breaks', () => {
    given(...running)
      .when(voided('e2'))
      .thenBreaks('e3');
    given(applied, quoted, sample('FeesQuoted', { quotedOn: '2025-12-11' }), accepted)
      .when(voided('e2'))
      .thenRecorded(voided('e2'));
  });
  it('of the application breaks all, and is refused even where there is nothing else', () => {
    given(applied, quoted, accepted).when(voided('e1')).thenBreaks('e2', 'e3');
    expect(() => decide(voided('e1'), knowing(applied), contextOf())).toThrow(NotCorrectable);
  });
});

describe('The target of a correction or void', () => {
  it.each([correct('e9', {}), voided('e9')])('is an event of the contract: $type', (command) => {
    given(...running)
      .when(command)
      .thenUnknown('event');
  });
  it.each([correct('e5', billed.data), voided('e5'), correct('e6', {}), voided('e6')])(
    'is never a correction itself: $type $data.eventId',
    (command) => {
      const history = knowing(...running, corrected('e4', billed), voided('e4'));
      expect(() => decide(command, history, contextOf())).toThrow(NotCorrectable);
    },
  );
  it('is a fact of a contract that exists', () => {
    given().when(voided('e1')).thenUnknown('event');
  });
});

describe('Faults of a replacement', () => {
  it('all stand below it', () => {
    const replacement = { subject: 'contract', arrivedAt: 'yesterday', form: 'oral', weight: 3 };
    const decision = () =>
      decide(correct('e5', replacement), knowing(...running, sample('NoticeReceived')), contextOf());
    expect(decision).toThrow(InvalidFact);
    given(...running, sample('NoticeReceived'))
      .when(correct('e5', replacement))
      .thenInvalid('/replacement/weight', '/replacement/arrivedAt', '/replacement/form');
  });
});
