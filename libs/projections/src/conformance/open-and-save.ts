import { openPostgresqlReadModel } from '../postgresql/open-postgresql-read-model.js';
import { openSqliteReadModel } from '../sqlite/open-sqlite-read-model.js';
import { obligation, row } from './example-rows.js';

/** Opens a read model that others open at the same time, saves one contract, and has the lead for a moment. */
const [address = '', contractId = ''] = process.argv.slice(2);
const list = await (address.startsWith('postgres:') ? openPostgresqlReadModel(address) : openSqliteReadModel(address));
await list.save({
  rows: [row(contractId, { obligations: [obligation('o', '2026-01-15')] })],
  failures: [],
  checkpoint: undefined,
});
await list.takeLease('lead', contractId, 0);
await list.close();
