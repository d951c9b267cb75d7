import type { Server } from './server.js';

/** A contract with an id and a name, applied for; nothing else. */
export const apply = (server: Server, contractId: string): Promise<string> =>
  server.record('/v1/contracts', { contractId, contractor: { name: '株式会社みなと' }, appliedOn: '2025-12-10' });

/** A contract in force: quoted, accepted on 20 December 2025, billed from 15 January 2026. */
export const activate = async (server: Server, contractId: string): Promise<void> => {
  await apply(server, contractId);
  const at = `/v1/contracts/${contractId}`;
  await server.record(`${at}/fee-quotes`, {
    quotedOn: '2025-12-12',
    initialFee: '100000',
    monthlyFee: '31000',
    options: { homepage: { initialFee: '5000', monthlyFee: '6200' } },
  });
  await server.record(`${at}/acceptance`, { acceptedOn: '2025-12-20' });
  await server.record(`${at}/billing-start`, { startsOn: '2026-01-15' });
};

/** The homepage option of such a contract: accepted on 1 February 2026, billed from the 10th. */
export const addHomepage = async (server: Server, contractId: string): Promise<void> => {
  const at = `/v1/contracts/${contractId}`;
  await server.record(`${at}/targets`, { from: '2025-12-20', domains: ['minato.example'], ipAddresses: [] });
  await server.record(`${at}/options`, { option: 'homepage', appliedOn: '2026-01-25', acceptedOn: '2026-02-01' });
  await server.record(`${at}/options/homepage/billing-start`, { startsOn: '2026-02-10' });
};

/** The worked contract of the terms, up to its notice. */
export const liveThroughWorkedContract = async (server: Server, contractId: string): Promise<void> => {
  await activate(server, contractId);
  await addHomepage(server, contractId);
  const at = `/v1/contracts/${contractId}`;
  await server.record(`${at}/outages`, {
    outageId: 'outage-1',
    occurredAt: '2026-03-10T08:30:00+09:00',
    awareAt: '2026-03-10T09:00:00+09:00',
    extent: 'total',
    cause: 'provider',
  });
  await server.record(`${at}/outages/outage-1/recovery`, { recoveredAt: '2026-03-13T08:59:00+09:00' });
  await server.record(`${at}/outages/outage-1/claim`, { arrivedOn: '2026-04-01' });
  await server.record(`${at}/notices`, {
    subject: 'contract',
    arrivedAt: '2026-05-20',
    designatedOn: '2026-06-30',
    form: 'prescribed',
  });
};
