import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseDomain } from './domain-name.js';

describe('A domain name', () => {
  it.each([
    ['EXAMPLE.co.jp', 'example.co.jp'],
    ['example.jp.', 'example.jp'],
    ['日本語.jp', 'xn--wgv71a119e.jp'],
    ['日本語。ＪＰ', 'xn--wgv71a119e.jp'], // full width, as an input method writes it
    ['XN--WGV71A119E.jp', 'xn--wgv71a119e.jp'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['Bu\u0308cher.example', 'xn--bcher-kva.example'], // the same letter in two characters
    ['1-2.3a.example', '1-2.3a.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%s is compared as %s', (text, name) => {
    expect(normaliseDomain(text)).toBe(name);
  });

  it.each([
    '',
    '.',
    'jp',
    'example..jp',
    '.example.jp',
    'example.jp..',
    '-a.example',
    'a-.example',
    'a_b.example',
    'a b.example',
    ' example.jp',
    'example.jp\n',
    'ex%41mple.jp',
    'example.jp/a',
    'example.jp:25',
    'me@example.jp',
    '[::1].example',
    '*.example.jp',
    'a.1',
    '1.2.3.4',
    '１.２.３.４',
    '0x7f.0x1',
    'example.℀',
    '\ud800.example',
    'a\u0000.example',
    `${'a'.repeat(64)}.example`,
    `${'abcdefg.'.repeat(40)}example`,
  ])('%j is none', (text) => {
    expect(() => normaliseDomain(text)).toThrow(RangeError);
  });

  it('is compared as itself once it is in its normal form', () => {
    fc.assert(
      fc.property(fc.domain(), (text) => {
        const name = normaliseDomain(text);
        expect(normaliseDomain(name)).toBe(name);
        expect(normaliseDomain(text.toUpperCase())).toBe(name);
      }),
    );
  });

  it('is a name or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        try {
          expect(normaliseDomain(text)).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
