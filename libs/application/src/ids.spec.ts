import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONTRACT_ID, idsFrom, randomIds } from './ids.js';

const UUID_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('The ids that the ledger makes', () => {
  it('are version 8 UUIDs and short contract ids, the same again for the same seed, others for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(5), (seed, other, index) => {
        const [ids, again] = [idsFrom(seed), idsFrom(seed)];
        expect(ids.eventId(index)).toMatch(UUID_8);
        expect(ids.contractId()).toMatch(CONTRACT_ID);
        expect(ids.contractId()).toHaveLength(18);
        expect(again.eventId(index)).toBe(ids.eventId(index));
        expect(again.contractId()).toBe(ids.contractId());
        expect(ids.eventId(index + 1)).not.toBe(ids.eventId(index));
        if (seed !== other) expect(idsFrom(other).contractId()).not.toBe(ids.contractId());
      }),
    );
  });

  it('never repeat without a seed', () => {
    const made = Array.from({ length: 1000 }, () => [randomIds.eventId(0), randomIds.contractId()]).flat();
    expect(new Set(made).size).toBe(made.length);
  });

  it.each(['', '$all', '.hidden', 'a/b', 'a b', 'é', 'x'.repeat(65), '-a', 'a\n'])(
    'does not take %j for a contract',
    (id) => {
      expect(CONTRACT_ID.test(id)).toBe(false);
    },
  );
  it.each(['a', 'C-2026.04_01', 'x'.repeat(64)])('takes %j for a contract', (id) => {
    expect(CONTRACT_ID.test(id)).toBe(true);
  });
});
