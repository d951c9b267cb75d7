import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDeliveryStore } from '../conformance/delivery-store.conformance.js';
import { openSqliteDeliveryStore } from './open-sqlite-delivery-store.js';
import { openSqliteReadModel } from './open-sqlite-read-model.js';

testDeliveryStore('The progress of deliveries in a SQLite file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'deliveries-'));
  return {
    open: () => openSqliteDeliveryStore(join(directory, 'deliveries.db')),
    openLeases: () => openSqliteReadModel(join(directory, 'deliveries.db')),
    remove: () => rm(directory, { recursive: true }),
  };
});
