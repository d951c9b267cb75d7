import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activate } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

describe('第2条・第3条: who may use the service, and for what', () => {
  const at = '/v1/contracts/c-1';
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'c-1');
    await server.record(`${at}/targets`, {
      from: '2026-02-01',
      domains: ['みなと.example'],
      ipAddresses: ['192.0.2.0/24', '2001:db8::/48'],
    });
  });
  afterAll(() => server.close());

  const permission = (query: string): Promise<unknown> => server.read(`${at}/usage-permission?${query}`);

  it.each([
    ['みなと.example', '2026-02-01', true],
    ['xn--o9jd6d.EXAMPLE.', '2026-02-01', true],
    ['みなと.example', '2026-01-31', false],
    ['minato.example', '2026-02-01', false],
    ['192.0.2.77', '2026-02-01', true],
    ['192.0.3.1', '2026-02-01', false],
    ['2001:DB8:0:1::5', '2026-02-01', true],
  ])('%s on %s: %p', async (target, asOf, permitted) => {
    expect(await permission(`target=${encodeURIComponent(target)}&asOf=${asOf}`)).toMatchObject({
      permitted,
      article: expect.stringMatching(/^3/),
      quote: expect.stringMatching(/ドメイン名/),
    });
  });

  it('covers a third party while an agreement stands', async () => {
    const thirdParty = encodeURIComponent('株式会社なぎさ');
    expect(await permission(`thirdParty=${thirdParty}&asOf=2026-03-01`)).toMatchObject({ permitted: false });
    const agreement = await server.record(`${at}/third-party-agreements`, {
      thirdParty: '株式会社なぎさ',
      concludedOn: '2026-02-10',
      conformsToTerms: true,
    });
    await server.record(`${at}/third-party-agreements/${agreement}/end`, { endedOn: '2026-04-30' });
    expect(await permission(`thirdParty=${thirdParty}&asOf=2026-02-09`)).toMatchObject({ permitted: false });
    expect(await permission(`thirdParty=${thirdParty}&asOf=2026-03-01`)).toMatchObject({
      permitted: true,
      article: expect.stringMatching(/^2/),
    });
    expect(await permission(`thirdParty=${thirdParty}&asOf=2026-05-01`)).toMatchObject({ permitted: false });
  });

  it('registers no agreement that conflicts with the terms', async () => {
    const conflicting = { thirdParty: '株式会社なぎさ', concludedOn: '2026-02-10', conformsToTerms: false };
    expect(await server.post(`${at}/third-party-agreements`, conflicting)).toMatchObject({
      status: 409,
      body: {
        type: '/problems/agreement-conflicts',
        article: '2(2)',
        quote: expect.stringContaining('契約約款等に抵触し'),
      },
    });
  });
});
