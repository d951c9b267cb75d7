import { describe, expect, it } from '@jest/globals';
import { flawOfUrl, isPublic } from './address.js';

describe('An address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '203.0.114.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is public', (text) => {
    expect(isPublic(text)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254', // where clouds keep their secrets
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1',
    'fec0::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    'fe80::1%eth0',
    'example.com',
  ])('%s is not', (text) => {
    expect(isPublic(text)).toBe(false);
  });
});

describe('The URL of a receiver', () => {
  const strict = { allowPrivate: false };
  it.each(['https://example.com/hook?key=1', 'https://8.8.8.8/', 'https://[2606:4700:4700::1111]:8443/x'])(
    '%s will do',
    (url) => {
      expect(flawOfUrl(url, strict)).toBeUndefined();
    },
  );

  it.each([
    ['http://example.com/', 'must begin with https://'],
    ['ftp://example.com/', 'must begin with https://'],
    ['example.com', 'must be a URL of at most 2000 characters'],
    [`https://example.com/${'x'.repeat(2000)}`, 'must be a URL of at most 2000 characters'],
    ['https://me:secret@example.com/', 'must hold no name and no password'],
    ['https://example.com/#top', 'must hold no fragment'],
    ['https://127.0.0.1/', 'must not lead into a private network'],
    ['https://0x7f.1/', 'must not lead into a private network'],
    ['https://2130706433/', 'must not lead into a private network'],
    ['https://[::1]/', 'must not lead into a private network'],
    ['https://[::ffff:10.0.0.1]/', 'must not lead into a private network'],
  ])('%s %s', (url, flaw) => {
    expect(flawOfUrl(url, strict)).toBe(flaw);
  });

  it('may lead to this machine, and without encryption, where that is allowed', () => {
    expect(flawOfUrl('http://127.0.0.1:8080/', { allowPrivate: true })).toBeUndefined();
    expect(flawOfUrl('ftp://127.0.0.1/', { allowPrivate: true })).toBe('must begin with https://');
  });
});
