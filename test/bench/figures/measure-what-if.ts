import { AskWhatIf, AskWhatIfHandler, Questions, Streams } from '@ledger/application';
import type { Hypothesis } from '@ledger/contract';
import { SqliteEventStore } from '@ledger/event-store';
import { civilDate, SystemClock } from '@ledger/kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, seconds, type BenchOptions, type Figure } from '../harness.js';
import { contractIdOf, recordLife } from '../http/write-log.js';

const eventsOfContract = 50;
const asOf = civilDate('2026-07-31');
const hypotheses: readonly Hypothesis[] = [
  {
    kind: 'added',
    type: 'NoticeReceived',
    data: { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' },
  },
  { kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-06-01', amount: '50000' } },
];

/** What if, for one contract that nobody asked about before: read, judged, computed twice, compared, with both explanations of every difference. */
export const measureWhatIf = async ({ quick, say }: BenchOptions): Promise<readonly Figure[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const store = await SqliteEventStore.open({ directory: join(directory, 'log') });
  try {
    const contracts = quick ? 50 : 300;
    say(`recording ${contracts} contracts of ${eventsOfContract} events`);
    for (let contract = 0; contract < contracts; contract += 1) {
      await recordLife(store, contractIdOf(contract), eventsOfContract);
    }
    const handler = new AskWhatIfHandler(new Questions(new Streams(store, 1), new SystemClock()));
    const differences: number[] = [];
    const ask = async (contract: number): Promise<void> => {
      const premises = { asOf, hypotheses, readings: { R05: 'separate', R09: 'up' } } as const;
      const answer = await handler.execute(new AskWhatIf(contractIdOf(contract), premises, undefined, true));
      differences.push(answer.differences.length);
    };
    for (let contract = 0; contract < contracts; contract += 1) await ask(contract); // to get going
    const times: number[] = [];
    for (let contract = 0; contract < contracts; contract += 1) times.push(await seconds(() => ask(contract)));
    const milliseconds = median(times) * 1000;
    return [
      {
        name: 'what if, for one contract, with both explanations',
        value: milliseconds,
        unit: ' ms',
        target: { atMost: 5 },
        detail: `${eventsOfContract} events, ${median(differences).toFixed(0)} figures differ`,
      },
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
};
