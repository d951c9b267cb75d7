import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InvalidSettings } from '@ledger/hosting';
import { readSettings } from './settings.js';

const complaintsAbout = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.complaints;
    throw error;
  }
};

describe('The settings', () => {
  it('need nothing said', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDirectory: resolve('.ledger'),
      tokens: [],
      store: 'sqlite',
      logLevel: 'info',
      allowsPrivateWebhooks: false,
    });
  });

  it('let webhooks lead into private networks where that is said, by 1 alone', () => {
    expect(readSettings({ LEDGER_WEBHOOK_ALLOW_PRIVATE: '1' }).allowsPrivateWebhooks).toBe(true);
    expect(() => readSettings({ LEDGER_WEBHOOK_ALLOW_PRIVATE: 'yes' })).toThrow(/must be 1 or 0/);
  });

  it('take an empty variable for one not set', () => {
    expect(readSettings({ PORT: '', LEDGER_TOKEN: ' ' })).toEqual(readSettings({}));
  });

  it.each([
    ['abc', [{ name: 'local', token: 'abc' }]],
    ['MDEyMzQ1Njc4OWFiY2RlZg==', [{ name: 'local', token: 'MDEyMzQ1Njc4OWFiY2RlZg==' }]],
    ['alice=abc', [{ name: 'alice', token: 'abc' }]],
    ['alice=abc=', [{ name: 'alice', token: 'abc=' }]],
    [
      'alice=abc, bob=def,ghi',
      [
        { name: 'alice', token: 'abc' },
        { name: 'bob', token: 'def' },
        { name: 'local', token: 'ghi' },
      ],
    ],
    [
      'alice=old,alice=new',
      [
        { name: 'alice', token: 'old' },
        { name: 'alice', token: 'new' },
      ],
    ],
  ])('read the tokens of %s', (text, tokens) => {
    expect(readSettings({ LEDGER_TOKEN: text }).tokens).toEqual(tokens);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3000x'],
    ['PORT', '1e3'],
    ['HOST', 'local host'],
    ['LEDGER_DATA_DIR', 'a\0b'],
    ['LEDGER_TOKEN', '='],
    ['LEDGER_TOKEN', 'a b'],
    ['LEDGER_TOKEN', 'alice=,bob=x'],
    ['LEDGER_TOKEN', 'alice=x,bob=x'],
    ['LEDGER_TOKEN', 'a,,b'],
    ['LOG_LEVEL', 'loud'],
    ['LEDGER_STORE', 'mysql'],
    ['EVENTSTOREDB_URL', 'http://node:2113'],
    ['LEDGER_READ_MODEL_URL', 'mysql://db/ledger'],
    ['LEDGER_READ_MODEL_URL', 'postgres://'],
  ])('refuse %s=%j and say what it must be', (name, value) => {
    const complaints = complaintsAbout({ [name]: value });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(new RegExp(`^${name} must be `));
    if (name === 'LEDGER_TOKEN') expect(complaints[0]).not.toContain(value === '=' ? 'not "' : value);
  });

  it('take the log from EventStoreDB where that is said, and need to know where it is', () => {
    const [store, url] = ['eventstoredb', 'esdb://a:2113,b:2113,c:2113?tls=true'];
    expect(readSettings({ LEDGER_STORE: store, EVENTSTOREDB_URL: url })).toMatchObject({ store, eventStoreUrl: url });
    expect(complaintsAbout({ LEDGER_STORE: store })).toEqual([
      'EVENTSTOREDB_URL is needed where LEDGER_STORE is eventstoredb',
    ]);
  });

  it.each(['EVENTSTOREDB_URL', 'LEDGER_READ_MODEL_URL'])('never repeat %s, which may hold a password', (name) => {
    expect(complaintsAbout({ [name]: 'ftp://a:secret@b' })[0]).not.toContain('secret');
  });

  it('are complained about all at once', () => {
    expect(complaintsAbout({ PORT: 'x', LOG_LEVEL: 'y', HOST: '' })).toHaveLength(2);
  });
});
