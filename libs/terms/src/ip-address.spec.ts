import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWithin, normaliseAddress } from './ip-address.js';

describe('An IP address or prefix', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1/32', '192.0.2.1'],
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['2001:0DB8::/32', '2001:db8::/32'],
    ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
    ['::', '::'],
  ])('%s is compared as %s', (text, canonical) => {
    expect(normaliseAddress(text)).toBe(canonical);
  });

  it.each([
    '',
    '010.0.0.1', // octal to one reader, decimal to another
    '10.1',
    '0x7f.0.0.1',
    '2130706433',
    '256.0.0.1',
    '1.2.3.4.5',
    ' 192.0.2.1',
    '192.0.2.1\n',
    '192.0.2.0/33',
    '192.0.2.0/024',
    '192.0.2.0/-1',
    '192.0.2.0/',
    '192.0.2.0/24/24',
    '192.0.2.1/24', // bits beyond the prefix
    '2001:db8::1/64',
    '2001:db8::/129',
    '::ffff:1.2.3.4', // an IPv4 address dressed as IPv6
    '::ffff:102:304',
    '::1.2.3.4',
    '::ffff:1.2.3.0/120',
    'fe80::1%eth0',
    '[2001:db8::1]',
    '2001:db8:::1',
    '1::2::3',
    '１９２.0.2.1',
  ])('%j is none', (text) => {
    expect(() => normaliseAddress(text)).toThrow(RangeError);
  });

  it('is named whole where it is none', () => {
    expect(() => normaliseAddress('1.2.3.4/')).toThrow('neither an IPv4 nor an IPv6 address: "1.2.3.4/"');
  });

  it('is compared as itself once it is in its normal form', () => {
    const anyIpV6 = fc.ipV6().filter((text) => !/\.|f{4}/i.test(text)); // none that may be an IPv4 address
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), anyIpV6), (text) => {
        const canonical = normaliseAddress(text);
        expect(normaliseAddress(canonical)).toBe(canonical);
      }),
    );
  });

  const anyPrefix = fc.tuple(fc.nat({ max: 0xff_ff_ff_ff }), fc.integer({ min: 0, max: 32 })).map(([bits, length]) => {
    const network = length === 0 ? 0 : Number((BigInt(bits) >> BigInt(32 - length)) << BigInt(32 - length));
    const octets = [24, 16, 8, 0].map((shift) => (network >>> shift) & 0xff);
    return { network, length, text: normaliseAddress(`${octets.join('.')}/${String(length)}`) };
  });
  it('lies within another where it has the other’s bits', () => {
    fc.assert(
      fc.property(anyPrefix, anyPrefix, (inner, outer) => {
        const size = 2 ** (32 - outer.length);
        const within = inner.length >= outer.length && Math.floor(inner.network / size) * size === outer.network;
        expect(isWithin(inner.text, outer.text)).toBe(within);
      }),
    );
  });
});
