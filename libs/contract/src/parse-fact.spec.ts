import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidFact, parseCommand, parseFact, type FactType } from '@ledger/contract';
import { samples } from '../../../test/support/facts.js';

const types = Object.keys(samples) as readonly FactType[];
const faultsOf = (type: FactType, data: unknown): readonly string[] => {
  try {
    parseFact(type, data);
    return [];
  } catch (error) {
    if (error instanceof InvalidFact) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
};
const notice = samples.NoticeReceived;
const payment = samples.PaymentReceived;
const application = samples.ContractApplied;

describe('A statement', () => {
  it('is no fact that can be sent: the ledger alone makes it', () => {
    expect(() => parseCommand('StatementMade', samples.StatementMade)).toThrow(
      expect.objectContaining({
        faults: [
          { pointer: '/type', detail: expect.stringMatching(/^is made by the ledger alone: .*export and restore/) },
        ],
      }),
    );
  });
});

describe('The data of a fact', () => {
  it.each(types)('of %s is taken as it is', (type) => {
    expect(parseFact(type, structuredClone(samples[type]))).toEqual({ type, data: samples[type] });
  });
  it.each(types)('of %s has no other fields', (type) => {
    expect(faultsOf(type, { ...samples[type], surprise: 1 })).toEqual(['/surprise']);
  });
  it.each(types)('of %s may carry documents', (type) => {
    const documents = [{ sha256: '0'.repeat(64), name: '配達証明.pdf' }];
    expect(parseFact(type, { ...samples[type], documents }).data).toEqual({ ...samples[type], documents });
  });
  it.each(types)('of %s is an object', (type) => {
    for (const value of [null, undefined, [], 'data', 1, true]) expect(faultsOf(type, value)).toEqual(['']);
  });
  it.each(types)('of %s is named with every fault, by its place', (type) => {
    const nulls = Object.fromEntries(Object.keys(samples[type]).map((field) => [field, null]));
    expect([...faultsOf(type, nulls)].sort()).toEqual(
      Object.keys(samples[type])
        .map((field) => `/${field}`)
        .sort(),
    );
  });

  it.each<[string, FactType, object, readonly string[]]>([
    ['a required field missing', 'BillingStarted', {}, ['/startsOn']],
    ['an unknown word', 'NoticeReceived', { ...notice, form: 'oral' }, ['/form']],
    [
      'a word in another type',
      'HomepageMeasureTaken',
      { ...samples.HomepageMeasureTaken, measures: ['1'] },
      ['/measures/0'],
    ],
    [
      'a measure that there is not',
      'HomepageMeasureTaken',
      { ...samples.HomepageMeasureTaken, measures: [1, 5] },
      ['/measures/1'],
    ],
    ['an empty list', 'HomepageMeasureTaken', { ...samples.HomepageMeasureTaken, measures: [] }, ['/measures']],
    ['an impossible day', 'BillingStarted', { startsOn: '2026-02-30' }, ['/startsOn']],
    ['a day of another notation', 'BillingStarted', { startsOn: '2026/02/03' }, ['/startsOn']],
    ['a moment for a day', 'BillingStarted', { startsOn: '2026-02-03T00:00:00Z' }, ['/startsOn']],
    ['a day too far', 'BillingStarted', { startsOn: '2200-01-01' }, ['/startsOn']],
    ['a moment without offset', 'NoticeReceived', { ...notice, arrivedAt: '2026-05-20T10:00:00' }, ['/arrivedAt']],
    ['an impossible bare day', 'NoticeReceived', { ...notice, arrivedAt: '2026-02-30' }, ['/arrivedAt']],
    ['a bare day for a moment', 'OutageRecovered', { outageId: 'a', recoveredAt: '2026-02-03' }, ['/recoveredAt']],
    ['a negative amount', 'PaymentReceived', { ...payment, amount: '-1' }, ['/amount']],
    ['a fraction', 'PaymentReceived', { ...payment, amount: '1.5' }, ['/amount']],
    ['an exponent', 'PaymentReceived', { ...payment, amount: '1e3' }, ['/amount']],
    ['400 digits', 'PaymentReceived', { ...payment, amount: '9'.repeat(400) }, ['/amount']],
    ['a number for an amount', 'PaymentReceived', { ...payment, amount: 12000 }, ['/amount']],
    ['an id with a slash', 'OutageRecovered', { outageId: '../a', recoveredAt: '2026-02-03T00:00:00Z' }, ['/outageId']],
    [
      'an id of the sender that begins with $',
      'OutageDetected',
      { ...samples.OutageDetected, outageId: '$a' },
      ['/outageId'],
    ],
    ['a lone surrogate', 'ContractRefused', { refusedOn: '2025-12-20', reason: 'a\ud800' }, ['/reason']],
    ['a control character', 'ContractRefused', { refusedOn: '2025-12-20', reason: 'a\u0000' }, ['/reason']],
    [
      'a control character of the second kind',
      'ContractRefused',
      { refusedOn: '2025-12-20', reason: '\u0085a' },
      ['/reason'],
    ],
    [
      'a line break in a name',
      'ContractApplied',
      { ...application, contractor: { name: 'a\nb' } },
      ['/contractor/name'],
    ],
    ['a blank', 'ContractRefused', { refusedOn: '2025-12-20', reason: ' \u3000' }, ['/reason']],
    [
      'a long name',
      'ContractApplied',
      { ...application, contractor: { name: 'あ'.repeat(201) } },
      ['/contractor/name'],
    ],
    ['a long text', 'ContractRefused', { refusedOn: '2025-12-20', reason: 'a'.repeat(4001) }, ['/reason']],
    [
      'an unknown field within',
      'ContractApplied',
      { ...application, contractor: { name: 'a', rank: 1 } },
      ['/contractor/rank'],
    ],
    ['an option twice', 'ContractApplied', { ...application, options: ['homepage', 'homepage'] }, ['/options']],
    ['a measure twice', 'HomepageMeasureTaken', { ...samples.HomepageMeasureTaken, measures: [1, 1] }, ['/measures']],
    [
      'half a quote',
      'FeesQuoted',
      { ...samples.FeesQuoted, options: { homepage: { monthlyFee: '1' } } },
      ['/options/homepage/initialFee'],
    ],
    [
      'a checksum in capitals',
      'ContractAccepted',
      { acceptedOn: '2025-12-20', documents: [{ sha256: 'A'.repeat(64), name: 'a' }] },
      ['/documents/0/sha256'],
    ],
    ['no boolean', 'SettingChangeReported', { ...samples.SettingChangeReported, made: 'yes' }, ['/made']],
    ['demands of nothing', 'PaymentDemanded', { issuedOn: '2026-02-01', items: [] }, ['/items']],
  ])('is refused for %s', (_, type, data, pointers) => {
    expect(faultsOf(type, data)).toEqual(pointers);
  });
  it('may have lines where people write freely', () => {
    expect(faultsOf('ContractRefused', { refusedOn: '2025-12-20', reason: '一\n\t二\r\n三' })).toEqual([]);
  });
  it('takes the greatest amount and the last day', () => {
    expect(faultsOf('PaymentReceived', { ...payment, amount: '9'.repeat(12) })).toEqual([]);
    expect(faultsOf('PaymentReceived', { ...payment, amount: '1'.padEnd(13, '0') })).toEqual(['/amount']);
    expect(faultsOf('BillingStarted', { startsOn: '2199-12-31' })).toEqual([]);
  });
  it('takes 10,000 targets of a kind, and says of more only that they are too many', () => {
    const domains = Array.from({ length: 10_001 }, (_, n) => `d${String(n)}.example`);
    expect(faultsOf('TargetsDesignated', { from: '2026-01-01', domains: domains.slice(1), ipAddresses: [] })).toEqual(
      [],
    );
    expect(faultsOf('TargetsDesignated', { from: '2026-01-01', domains, ipAddresses: [] })).toEqual(['/domains']);
  });
  it('names at most a hundred faults', () => {
    const domains = Array.from({ length: 10_000 }, () => 1);
    expect(faultsOf('TargetsDesignated', { from: '2026-01-01', domains, ipAddresses: [] })).toHaveLength(100);
  });
  it('takes what is undefined as left out', () => {
    expect(parseFact('NoticeReceived', { ...notice, designatedOn: undefined }).data).not.toHaveProperty('designatedOn');
  });
  it('does not take __proto__ and its like for anything', () => {
    const hostile: unknown = JSON.parse(
      '{"startsOn":"2026-01-15","__proto__":{"startsOn":"x"},"constructor":1,"a/b~c":2}',
    );
    expect(faultsOf('BillingStarted', hostile)).toEqual(['/__proto__', '/constructor', '/a~1b~0c']);
    expect(faultsOf('BillingStarted', Object.create({ startsOn: '2026-01-15' }))).toEqual(['/startsOn']);
  });
  it('is a copy that shares nothing', () => {
    const given = structuredClone(samples.PaymentDemanded);
    const { data } = parseFact('PaymentDemanded', given);
    expect(data).toEqual(given);
    expect(data.items).not.toBe(given.items);
    expect(data.items[0]).not.toBe(given.items[0]);
  });
  it('is either taken or refused with faults, never anything else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue({ maxDepth: 4 }), fc.context(), (type, junk, context) => {
        const [field] = Object.keys(samples[type]);
        const data = { ...samples[type], [field ?? '']: junk };
        const faults = faultsOf(type, data);
        context.log(faults.join());
        if (faults.length === 0) expect(parseFact(type, data).data).toEqual(data);
        else expect(faults.every((pointer) => pointer.startsWith(`/${field ?? ''}`))).toBe(true);
      }),
    );
  });
});

describe('A command from outside', () => {
  it('is a fact, a correction or a void', () => {
    const correction = { eventId: 'e1', reason: '訂正', replacement: { anything: [1] } };
    expect(parseCommand('EventCorrected', correction)).toEqual({ type: 'EventCorrected', data: correction });
    expect(parseCommand('EventVoided', { eventId: 'e1', reason: '取消' }).type).toBe('EventVoided');
    expect(parseCommand('BillingStarted', { startsOn: '2026-01-15' }).type).toBe('BillingStarted');
  });
  it.each(['Nothing', 'toString', '__proto__', ''])('is of a kind that there is, not %p', (type) => {
    expect(() => parseCommand(type, {})).toThrow(InvalidFact);
  });
  it('does not say of itself what it corrects', () => {
    expect(() =>
      parseCommand('EventCorrected', { eventId: 'e1', type: 'BillingStarted', reason: 'a', replacement: {} }),
    ).toThrow('/type');
  });
});
