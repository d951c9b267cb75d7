import { civilDate, instant } from '@ledger/kernel';
import { Streams } from '@ledger/application';
import { SqliteEventStore } from '@ledger/event-store';
import { openSqliteReadModel, rebuildInThreads } from '@ledger/projections';
import { throughCompiler } from './source-process.js';
import { TestClock } from './test-ledger.js';

/** Rebuilds in threads, and says on its output how many contracts are written. */
const [log = '', file = '', asOf = '', eventsTogether = '', kept = ''] = process.argv.slice(2);
const store = await SqliteEventStore.openReadOnly({ directory: log });
const { digest } = await rebuildInThreads({
  log,
  ...(kept !== '' && { kept }),
  prefix: 'contract-',
  generation: await openSqliteReadModel(file),
  file,
  premises: { asOf: civilDate(asOf) },
  adoptions: () => new Streams(store, 1).adoptions.upToDate(),
  clock: new TestClock(instant(`${asOf}T09:00:00+09:00`)),
  threads: 2,
  eventsTogether: Number(eventsTogether),
  execArgv: ['--import', throughCompiler],
  onProgress: ({ done }) => process.stdout.write(`${String(done)}\n`),
});
process.stdout.write(`${digest}\n`);
process.exit();
