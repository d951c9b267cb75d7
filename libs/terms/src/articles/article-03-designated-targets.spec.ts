import { describe, expect, it } from '@jest/globals';
import { isDesignated, parseTarget } from './article-03-designated-targets.js';

const designation = {
  domains: ['example.jp', 'xn--wgv71a119e.jp'],
  ipAddresses: ['192.0.2.0/24', '198.51.100.7', '2001:db8::/32'],
};

describe('第3条（対象ドメイン名及び IP アドレス等の指定）', () => {
  it.each([
    ['Example.JP', 'domain', 'example.jp'],
    ['日本語.jp', 'domain', 'xn--wgv71a119e.jp'],
    ['192.0.2.1', 'address', '192.0.2.1'],
    ['192.0.2.0/24', 'address', '192.0.2.0/24'],
    ['2001:DB8:0::1', 'address', '2001:db8::1'],
  ])('%s is a target: the %s %s', (text, kind, canonical) => {
    expect(parseTarget(text)).toEqual({ kind, text: canonical });
  });

  it.each(['', 'mail', '10.1', '0x7f.1', '300.1.1.1', 'user@example.jp', 'http://example.jp/', 'example.jp:25'])(
    '%j is none',
    (text) => {
      expect(() => parseTarget(text)).toThrow(RangeError);
    },
  );

  it.each([
    ['example.jp', true],
    ['EXAMPLE.JP.', true],
    ['日本語.jp', true],
    ['mail.example.jp', false], // another domain name
    ['jp.example', false],
    ['192.0.2.255', true],
    ['192.0.2.128/25', true],
    ['192.0.2.0/24', true],
    ['192.0.2.0/23', false], // more than was designated
    ['192.0.3.0', false],
    ['198.51.100.7', true],
    ['198.51.100.7/32', true],
    ['198.51.100.8', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::', false],
    ['::c000:201', false], // no IPv4 address of the designated ones, whatever its bits
  ])('%s may be used: %s', (text, permitted) => {
    expect(isDesignated(parseTarget(text), designation)).toBe(permitted);
  });

  it('nothing may be used where nothing is designated', () => {
    expect(isDesignated(parseTarget('example.jp'), { domains: [], ipAddresses: [] })).toBe(false);
    expect(isDesignated(parseTarget('192.0.2.1'), { domains: [], ipAddresses: [] })).toBe(false);
  });
});
