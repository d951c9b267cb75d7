import { describe, expect, it } from '@jest/globals';
import { civilDate, yen } from '@ledger/kernel';
import { DigestOfAll, digestOfRow } from './contract-digest.js';
import { obligation, row, written } from './conformance/example-rows.js';
import type { ContractRow, DeadlineRow } from './read-model.js';

const deadline: DeadlineRow = { id: 'd', on: civilDate('2026-01-31'), kind: 'claim-by', text: 't', article: '11' };
const [first, second] = [obligation('1', '2026-01-15'), obligation('2', '2026-02-01')];
const whole = row('a', {
  obligations: [first, second],
  deadlines: [deadline, { ...deadline, id: 'e' }],
});

describe('The digest of a contract’s row', () => {
  it('is the same in every version, on every machine', () => {
    expect(digestOfRow(whole)).toBe('d910273eea5cea627296d053f72648e906ccc9ab305c9ffcce3ede0c94172fdd');
  });

  it.each<[string, Partial<ContractRow>]>([
    ['the contract', { contractId: 'b' }],
    ['the name', { contractor: 'other' }],
    ['the status', { status: 'terminated' }],
    ['the billing start', { billingStartedOn: undefined }],
    ['the minimum period', { minimumPeriodEndsOn: undefined }],
    ['the end', { effectiveEndOn: civilDate('2026-06-30') }],
    ['the amount', { outstanding: yen(1) }],
    ['the earliest fact', { earliestFactOn: civilDate('2022-10-31') }],
    ['the revision', { revision: 4 }],
    ['an obligation fewer', written([second])],
    ['an amount', written([{ ...first, amount: yen(1) }, second])],
    ['a counterparty', written([{ ...first, counterparty: 'other' }, second])],
    ['a deadline fewer', { deadlines: [deadline] }],
  ])('is another where %s differs', (_, changes) => {
    expect(digestOfRow({ ...whole, ...changes })).not.toBe(digestOfRow(whole));
  });

  it('does not depend on the order of deadlines, nor on the log’s positions, nor on when it is due', () => {
    const other = {
      ...whole,
      deadlines: whole.deadlines.toReversed(),
      madeAt: 99n,
      dueOn: undefined,
    };
    expect(digestOfRow(other)).toBe(digestOfRow(whole));
  });

  it('is, of texts that not every database would take, that of what is kept', () => {
    expect(digestOfRow(row('a', { contractor: 'a\0\ud800' }))).toBe(
      digestOfRow(row('a', { contractor: 'a\uFFFD\uFFFD' })),
    );
  });
});

describe('The digest of all contracts', () => {
  it('is the SHA-256 of the digests one after the other', () => {
    const digest = new DigestOfAll();
    digest.add('ab');
    digest.add('c');
    expect(digest.value()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'); // of "abc"
  });
});
