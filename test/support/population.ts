import { ImportFacts, ImportFactsHandler, type ImportedFact } from '@ledger/application';
import type { TestLedger } from './test-ledger.js';

/** Facts of a contract. */
const LIFE = 20;

/** Records about so many events of contracts that live at the same time. @param between awaited in the middle of their lives */
export const populate = async (
  ledger: TestLedger,
  events: number,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const importing = new ImportFactsHandler(ledger.store, ledger.streams, ledger.clock);
  const contracts = Array.from({ length: Math.ceil(events / LIFE) }, (_, index) => index);
  const record = (facts: (index: number) => readonly ImportedFact[], half: string): Promise<unknown> =>
    Promise.all(
      contracts.map((index) => {
        const contractId = `c-${String(index)}`;
        const envelope = { who: 'local', requestId: `${half} ${contractId}` };
        return importing.execute(new ImportFacts(contractId, facts(index), envelope));
      }),
    );
  await record(beginningOf, 'first');
  await between();
  await ledger.adopt(['R18:from-billing-day']);
  await record(restOf, 'second');
};

const beginningOf = (index: number): readonly ImportedFact[] => [
  {
    type: 'ContractApplied',
    data: { contractor: { name: `株式会社${String(index)}` }, appliedOn: '2025-12-01' },
  },
  {
    type: 'FeesQuoted',
    data: { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: String(31_000 + (index % 7)) },
  },
  { type: 'ContractAccepted', data: { acceptedOn: '2025-12-20' } },
  { type: 'BillingStarted', data: { startsOn: `2026-01-${String(10 + (index % 20))}` } },
  ...payments(index, LIFE - 10),
];

const restOf = (index: number): readonly ImportedFact[] => [
  {
    type: 'OutageDetected',
    data: {
      outageId: 'outage-1',
      occurredAt: '2026-03-10T08:30:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
    },
  },
  { type: 'OutageRecovered', data: { outageId: 'outage-1', recoveredAt: '2026-03-13T08:59:00+09:00' } },
  { type: 'ReductionClaimed', data: { outageId: 'outage-1', arrivedOn: '2026-04-01' } },
  index % 3 === 0
    ? {
        type: 'NoticeReceived',
        data: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' },
      }
    : { type: 'FeesRevised', data: { effectiveOn: '2026-07-01', monthlyFee: '32000' } },
  ...payments(index, 2),
];

const payments = (index: number, count: number): readonly ImportedFact[] =>
  Array.from({ length: count }, (_, number) => ({
    type: 'PaymentReceived',
    data: { receivedOn: '2026-02-05', amount: String(1000 + index + number) },
  }));
