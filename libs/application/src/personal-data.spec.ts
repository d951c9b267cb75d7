import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { unseal } from '@ledger/contract';
import { commitmentTo, seal } from './personal-data.js';

const data = {
  contractor: { name: '山田太郎', contact: 'yamada@example.jp', kind: 'individual' },
  documents: [{ name: 'a.pdf', sha256: 'a' }, { sha256: 'b' }, { name: 'c.pdf', sha256: 'c' }],
  reason: 'none',
};
const pointers = ['/contractor/name', '/contractor/contact', '/documents/*/name', '/nowhere', '/reason/deeper'];

describe('Personal data', () => {
  it('stands in the log as commitments, its values beside', () => {
    const sealed = seal(data, pointers);
    const written = canonicalJson(sealed.data);
    for (const value of ['山田', 'yamada', 'a.pdf', 'c.pdf']) expect(written).not.toContain(value);
    expect(sealed.beside.map(({ value }) => value)).toEqual(['山田太郎', 'yamada@example.jp', 'a.pdf', 'c.pdf']);
    for (const { commitment, salt, value } of sealed.beside) {
      expect(commitment).toBe(commitmentTo(salt, value));
      expect(salt).toMatch(/^[0-9a-f]{32}$/);
      expect(written).toContain(`{"commitment":"${commitment}"}`);
    }
    expect(sealed.data).toMatchObject({ contractor: { kind: 'individual' }, reason: 'none' });
  });

  it('commits with the SHA-256 of salt and value', () => {
    // the bytes 00 to 0f and the three of the letter, hashed elsewhere
    expect(commitmentTo('000102030405060708090a0b0c0d0e0f', '山')).toBe(
      'sha256:645b47e266cb318087aa011b27e69def52f8f10383b987abc35787fa0ee2030e',
    );
  });

  it('leaves what it is given as it is, and salts the same value anew each time', () => {
    const before = JSON.stringify(data);
    const [first, second] = [seal(data, pointers), seal(data, pointers)];
    expect(JSON.stringify(data)).toBe(before);
    expect(new Set([...first.beside, ...second.beside].map(({ commitment }) => commitment)).size).toBe(8);
  });

  it('reads as it was given, and as erased where a value is gone', () => {
    const sealed = seal(data, pointers);
    const written = canonicalJson(sealed.data);
    expect(unseal(written, sealed.beside)).toEqual(data);
    expect(unseal(written, sealed.beside.slice(1))).toEqual({
      ...data,
      contractor: { ...data.contractor, name: '[erased]' },
    });
    expect(unseal(written, [])).toMatchObject({ contractor: { name: '[erased]', contact: '[erased]' } });
  });

  it('survives every text, also one that looks like a commitment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, other) => {
        const given = { name, other: `${other}{"commitment":"sha256:"}` };
        const sealed = seal(given, ['/name']);
        expect(unseal(canonicalJson(sealed.data), sealed.beside)).toEqual(given);
      }),
    );
  });
});
