/** Which of the server's two is asked: the one that records, or the one that does nothing. */
export type Target = 'contracts' | 'no-op';

/**
 * A request for the contract, as it goes over the wire: by its number a payment, a notice, a change or an outage. All of them are
 * allowed at any time.
 */
export const commandFor = (target: Target, contractId: string, number: number, token: string): string => {
  const [path, fact] = facts[number % facts.length]!;
  return requestOf('POST', `/v1/${target}/${contractId}/${path}`, token, JSON.stringify(fact(number)));
};

export const requestOf = (method: 'GET' | 'POST', path: string, token: string, body = ''): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${token}`,
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
    '',
    body,
  ].join('\r\n');

const facts: readonly (readonly [string, (number: number) => object])[] = [
  [
    'payments',
    (number) => ({ receivedOn: '2026-07-01', amount: String(30_000 + (number % 7_000)), reference: `${number}` }),
  ],
  ['notices', () => ({ subject: 'homepage', arrivedAt: '2026-07-03T10:00:00+09:00', form: 'other' })],
  ['changes', (number) => ({ acceptedOn: '2026-07-06', description: `${number} more mailboxes`, oneTimeFee: '15000' })],
  [
    'outages',
    () => ({
      occurredAt: '2026-07-10T08:20:00+09:00',
      awareAt: '2026-07-10T09:00:00+09:00',
      extent: 'partial',
      cause: 'provider',
    }),
  ],
];
