import { describe, it } from '@jest/globals';
import { isoDate, plusDays, type CivilDate } from '@ledger/kernel';
import type { FactEvent, FactType } from '@ledger/contract';
import { applied, quoted, running, sample, samples, withOption } from '../../../test/support/facts.js';
import { contextOf, given } from '../../../test/support/given.js';
import { eventDates } from './event-dates.js';

const tomorrow = isoDate(plusDays(contextOf().today, 1) satisfies CivilDate);
const types = Object.keys(samples) as readonly FactType[];
const happened = types.filter((type) => eventDates[type].own !== undefined);
const ofTomorrow = (type: FactType): FactEvent => {
  const field = eventDates[type].own ?? '';
  const isInstant = field.endsWith('At') && field !== 'arrivedAt';
  const date = isInstant ? '2026-07-31T12:00:00.001+09:00' : tomorrow;
  return { type, data: { ...samples[type], [field]: date } } as FactEvent;
};

/** What the provider does, with nothing else in the way. */
const acts: readonly FactEvent[] = [
  sample('ChangeAccepted', { acceptedOn: '2026-07-02' }),
  sample('FeesRevised', { effectiveOn: '2026-07-02' }),
  sample('FunctionsRestricted', { from: '2026-07-02' }),
  sample('UsageReportRequested', { requestedOn: '2026-07-02' }),
  sample('InstructionGiven', { reportId: 'e8', givenOn: '2026-07-02' }),
  sample('HomepageLimitSet', { from: '2026-07-02' }),
  sample('ContractTerminated', { declaredOn: '2026-07-02', effectiveOn: '2026-07-02' }),
  sample('OptionAdded', { acceptedOn: '2026-07-02' }),
];
/** What the world does. */
const arrivals: readonly FactEvent[] = [
  sample('NoticeReceived', { arrivedAt: '2026-07-02' }),
  sample('OutageDetected', { awareAt: '2026-07-02T00:00:00+09:00' }),
  sample('PaymentReceived', { receivedOn: '2026-07-02' }),
  sample('PaymentDemanded', { issuedOn: '2026-07-02' }),
  sample('Repaid', { paidOn: '2026-07-02' }),
  sample('SettlementAgreed', { agreedOn: '2026-07-02' }),
  sample('ThirdPartyComplaintReceived', { receivedOn: '2026-07-02' }),
  sample('MisuseReported', { reportedOn: '2026-07-02' }),
  sample('LiabilityClaimReceived', { receivedOn: '2026-07-02' }),
  sample('ContractorChanged', { from: '2026-07-02' }),
];
const ended = [...withOption, sample('MisuseReported'), sample('NoticeReceived')];
const refused = [applied, quoted, sample('ContractRefused')];

describe('Every fact', () => {
  it.each(happened)('that happened does not lie in the future: %s', (type) => {
    given(...(type === 'ContractApplied' ? [] : withOption))
      .when(ofTomorrow(type))
      .thenInvalid(`/${eventDates[type].own ?? ''}`);
  });
  it('may have happened this very moment', () => {
    const now = sample('OutageDetected', { awareAt: '2026-07-31T12:00:00+09:00' });
    given(...running)
      .when(now)
      .thenRecorded(now);
  });
  it('may be planned for any day', () => {
    const planned = sample('FunctionsRestricted', { from: '2030-01-01' });
    given(...running)
      .when(planned)
      .thenRecorded(planned);
  });
  it.each(arrivals)('of the world is recorded after the end and after a refusal: $type', (fact) => {
    given(...ended)
      .when(fact)
      .thenRecorded(fact);
    given(...refused)
      .when(fact)
      .thenRecorded(fact);
  });
  it.each(acts.filter(({ type }) => type !== 'FeesRevised'))(
    'of the provider is refused after the end: $type',
    (fact) => {
      given(...ended)
        .when(fact)
        .thenRefused('contract-ended', '7');
    },
  );
  it.each(acts.filter(({ type }) => type !== 'InstructionGiven'))(
    'of the provider is refused after a refusal and before acceptance: $type',
    (fact) => {
      given(...refused)
        .when(fact)
        .thenRefused('contract-refused', '8');
      given(applied, quoted).when(fact).thenRefused('not-accepted', '8');
    },
  );
  it('of the provider is judged on its own date, however late it is recorded', () => {
    const before = sample('ChangeAccepted', { acceptedOn: '2026-06-30' });
    given(...ended)
      .when(before)
      .thenRecorded(before);
  });
});
