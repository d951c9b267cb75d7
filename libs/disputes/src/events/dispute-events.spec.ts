import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { InvalidFact, UnknownTarget, type StoredEvent } from '@ledger/contract';
import { decideDispute, DisputeConflict, type DisputeContext } from './decide-dispute.js';
import { personalDataOfDispute, type DisputeDataOf, type DisputeEvent } from './dispute-events.js';
import { disputeAfter, stateOf, type Dispute, type RecordedDisputeEvent } from './dispute.js';
import { parseDisputeCommand, type DisputeCommand } from './dispute-shapes.js';
import { openDisputeEvent } from './open-dispute-event.js';

/** One event of every kind as it was first shipped. These files are never edited; a new kind gets a new one. */
const golden = globSync('test/vectors/dispute-events/*.json').map(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as StoredEvent,
);
const goldenOf = <Type extends DisputeEvent['type']>(type: Type): DisputeDataOf<Type> =>
  golden.find((one) => one.type === type)?.data as unknown as DisputeDataOf<Type>;

const after = (...events: readonly DisputeEvent[]): Dispute => {
  const recorded = events.map((event, revision) => ({ ...event, eventId: `d${String(revision)}`, revision }));
  const dispute = disputeAfter('d-1', recorded as unknown as readonly RecordedDisputeEvent[]);
  if (dispute === undefined) throw new Error('nothing is recorded');
  return dispute;
};
const opened: DisputeEvent = { type: 'DisputeOpened', data: goldenOf('DisputeOpened') };
const taken: DisputeEvent = { type: 'PositionTaken', data: goldenOf('PositionTaken') };
const closed: DisputeEvent = { type: 'DisputeClosed', data: goldenOf('DisputeClosed') };

const context: DisputeContext = {
  today: civilDate('2026-09-01'),
  pinned: 'position:99',
  kindOf: (_, eventId) => (eventId === 'e6' ? 'ContractApplied' : eventId === 'e7' ? 'PaymentReceived' : undefined),
};
const decided = (type: DisputeCommand['type'], data: object, dispute?: Dispute): DisputeEvent =>
  decideDispute(parseDisputeCommand(type, data), 'd-1', dispute, context);
const faultsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidFact) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
  throw new Error('nothing is wrong');
};

describe('Golden old events of disputes', () => {
  it.each(golden)('open as what they are today: $type', (stored) => {
    expect(openDisputeEvent(stored)).toEqual(stored);
  });
  it('are there for every kind', () => {
    const kinds = ['DisputeOpened', 'PositionTaken', 'DisputeNoteAdded', 'DisputeDecided', 'DisputeClosed'];
    expect(golden.map(({ type }) => type).sort()).toEqual(kinds.sort());
  });
  it.each(['DisputeSung', '__proto__', 'toString'])('are of no unknown kind: %s', (type) => {
    expect(() => openDisputeEvent({ type, data: {} })).toThrow(`unknown type ${type}`);
  });
});

describe('Personal data in disputes', () => {
  it('is named down into what a side supposes', () => {
    expect(personalDataOfDispute(taken)).toEqual([
      '/statement',
      '/documents/*/name',
      '/hypotheses/*/documents/*/name',
      '/hypotheses/0/data/documents/*/name',
      '/hypotheses/1/replacement/contractor/name',
      '/hypotheses/1/replacement/contractor/contact',
      '/hypotheses/1/replacement/documents/*/name',
    ]);
  });
});

describe('A dispute', () => {
  it('stands on what is known when it is opened, unless it says otherwise', () => {
    const { knownAt: _, ...data } = goldenOf('DisputeOpened');
    expect(decided('DisputeOpened', data)).toEqual({
      type: 'DisputeOpened',
      data: { ...data, knownAt: 'position:99' },
    });
    expect(decided('DisputeOpened', opened.data)).toEqual(opened);
    expect(() => decided('DisputeOpened', data, after(opened))).toThrow(DisputeConflict);
  });

  it('takes a position as it is said, with the kind of each fact that it speaks of', () => {
    const given = goldenOf('PositionTaken').hypotheses.map(({ of: _, contractId: _c, ...one }) => one);
    const { readings, ...rest } = goldenOf('PositionTaken');
    expect(decided('PositionTaken', { ...rest, readings, hypotheses: given }, after(opened))).toEqual(taken);
    expect(decided('PositionTaken', { side: 'ours' }, after(opened))).toEqual({
      type: 'PositionTaken',
      data: { side: 'ours', readings: [], hypotheses: [] },
    });
  });

  it('knows the latest position of each side, and whether it is open', () => {
    const later: DisputeEvent = { type: 'PositionTaken', data: { ...goldenOf('PositionTaken'), statement: '新' } };
    const dispute = after(opened, taken, later, { type: 'DisputeDecided', data: goldenOf('DisputeDecided') });
    expect([...dispute.positions.values()].map(({ eventId }) => eventId)).toEqual(['d2']);
    expect([stateOf(after(opened)), stateOf(dispute), stateOf(after(opened, closed))]).toEqual([
      'open',
      'decided',
      'closed',
    ]);
  });

  it('changes no more when it is closed', () => {
    for (const [type, data] of [
      ['PositionTaken', { side: 'ours' }],
      ['DisputeNoteAdded', { text: '追記' }],
      ['DisputeDecided', goldenOf('DisputeDecided')],
      ['DisputeClosed', closed.data],
    ] as const) {
      expect(() => decided(type, data, after(opened, closed))).toThrow('dispute d-1 is closed');
    }
  });

  it('must be opened first', () => {
    expect(() => decided('DisputeNoteAdded', { text: '追記' })).toThrow(UnknownTarget);
  });
});

describe('What is wrong with a command about a dispute', () => {
  const several = after({ type: 'DisputeOpened', data: { ...goldenOf('DisputeOpened'), contractIds: ['c-1', 'c-2'] } });
  const voided = { kind: 'voided', contractId: 'c-1', eventId: 'e7' };
  const claimed = { kind: 'added', type: 'ReductionClaimed', data: { outageId: 'o', arrivedOn: '2026-06-10' } };
  const withdrawn = { noticeId: 'hypothesis-1', agreedOn: '2026-06-10', reason: '合意' };

  it.each<[object, readonly string[]]>([
    [{ hypotheses: [claimed] }, ['/hypotheses/0/contractId']],
    [{ hypotheses: [{ ...claimed, contractId: 'c-3' }] }, ['/hypotheses/0/contractId']],
    [{ hypotheses: [voided, voided] }, ['/hypotheses/1/eventId']],
    [{ hypotheses: [{ ...voided, eventId: 'e99' }] }, ['/hypotheses/0/eventId']],
    [
      {
        hypotheses: [
          { ...voided, point: 'p' },
          { ...claimed, contractId: 'c-2', point: 'p' },
        ],
      },
      ['/hypotheses/1/point'],
    ],
    [
      { hypotheses: [{ kind: 'added', contractId: 'c-1', type: 'NoticeWithdrawn', data: withdrawn }] },
      ['/hypotheses/0/data/noticeId'],
    ],
    [{ hypotheses: [{ ...claimed, data: { outageId: 'o' } }] }, ['/hypotheses/0/data/arrivedOn']],
    [{ hypotheses: [{ ...voided, colour: 'red' }] }, ['/hypotheses/0/colour']],
    [{ hypotheses: ['nothing'] }, ['/hypotheses/0']],
    [{ readings: ['R05:never'] }, ['/readings/0']],
    [{ readings: ['R05:once', 'R05:separate'] }, ['/readings']],
    [{ edition: '1999-01-01' }, ['/edition']],
    [{ side: 'recorded' }, ['/side']],
    [{ side: 'a/b' }, ['/side']],
  ])('is said where it stands: %j', (data, pointers) => {
    expect(faultsOf(() => decided('PositionTaken', { side: 'ours', ...data }, several))).toEqual(pointers);
  });

  it.each<[DisputeCommand['type'], object, readonly string[]]>([
    ['DisputeOpened', { ...opened.data, contractIds: [] }, ['/contractIds']],
    ['DisputeOpened', { ...opened.data, question: { figure: 'weather', asOf: '2026-07-31' } }, ['/question/figure']],
    ['DisputeDecided', { decidedOn: '2026-09-02', reason: '判断' }, ['/decidedOn']],
    ['DisputeDecided', { decidedOn: '2026-09-01', side: 'nobody', reason: '判断' }, ['/side']],
    ['DisputeClosed', { closedOn: '2026-09-02', outcome: 'upheld', reason: '終結' }, ['/closedOn']],
    ['DisputeClosed', { closedOn: '2026-09-01', outcome: 'forgotten', reason: '終結' }, ['/outcome']],
  ])('%s: %j', (type, data, pointers) => {
    const dispute = type === 'DisputeOpened' ? undefined : after(opened);
    expect(faultsOf(() => decided(type, data, dispute))).toEqual(pointers);
  });
});
