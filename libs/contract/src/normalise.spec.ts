import { describe, it } from '@jest/globals';
import { running, sample } from '../../../test/support/facts.js';
import { given } from '../../../test/support/given.js';

const targets = (domains: readonly string[], ipAddresses: readonly string[] = []) =>
  sample('TargetsDesignated', { domains, ipAddresses });

describe('第3条（対象ドメイン名及び IP アドレス等の指定）: what is designated', () => {
  it('is written in one way, once, in the order in which it was sent', () => {
    given(...running)
      .when(
        targets(
          ['B.example.', '日本語.example', 'a.example', 'b.EXAMPLE'],
          ['2001:DB8:0::1', '192.0.2.0/24', '2001:db8::1'],
        ),
      )
      .thenRecorded(targets(['b.example', 'xn--wgv71a119e.example', 'a.example'], ['2001:db8::1', '192.0.2.0/24']));
  });
  it('may be nothing any more', () => {
    given(...running)
      .when(targets([]))
      .thenRecorded(targets([]));
  });
  it('is refused with every fault in its place', () => {
    given(...running)
      .when(targets(['a.example', 'no domain', 'localhost'], ['010.0.0.1', '192.0.2.1', '::ffff:1.2.3.4', 'a.example']))
      .thenInvalid('/domains/1', '/domains/2', '/ipAddresses/0', '/ipAddresses/2', '/ipAddresses/3');
  });
});

describe('第12条（機能の制限）: functions', () => {
  it('are named once', () => {
    given(...running)
      .when(sample('FunctionsRestricted', { functions: ['smtp', 'pop', 'smtp'] }))
      .thenRecorded(sample('FunctionsRestricted', { functions: ['smtp', 'pop'] }));
  });
});
