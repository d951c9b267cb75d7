import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AlreadyRecorded,
  BrokenHistory,
  contractOn,
  decide,
  InvalidFact,
  NotCorrectable,
  statusOf,
  UnknownTarget,
  type Command,
  type ContractEvent,
  type FactType,
  type History,
} from '@ledger/contract';
import { isoDate, type CivilDate } from '@ledger/kernel';
import { Refusal } from '@ledger/terms';
import { applied, running, sample, samples, withOption } from '../../../test/support/facts.js';
import { contextOf, day, knowing } from '../../../test/support/given.js';
import { errorsFrom } from './corrections.js';
import { eventDates } from './event-dates.js';
import { eventDefinitions } from './event-definitions.js';
import { supposing } from './situation.js';

const context = contextOf();
const types = Object.keys(samples) as readonly FactType[];
const outages = ['mail-1', 'mail-2'];

/** Any fact of the contract's life, on any day of it, about any earlier event or outage. */
const someFact = fc
  .record({
    type: fc.constantFrom(...types),
    on: fc.integer({ min: day('2025-12-01'), max: day('2026-07-31') }).map((n) => isoDate(n as CivilDate)),
    target: fc.integer({ min: 1, max: 25 }).map((n) => `e${String(n)}`),
    outageId: fc.constantFrom(...outages),
  })
  .map(({ type, on, target, outageId }): Command => {
    const { own, planned } = eventDates[type];
    const field = own ?? planned;
    const isInstant = field === 'awareAt' || field === 'recoveredAt';
    const references = Object.keys(eventDefinitions[type].path ?? {}).filter((name) => name !== 'option');
    return {
      type,
      data: {
        ...samples[type],
        ...Object.fromEntries(references.map((name) => [name, name === 'outageId' ? outageId : target])),
        ...(type === 'OutageDetected' && { outageId, occurredAt: `${on}T00:00:00+09:00` }),
        ...(type === 'ContractTerminated' && { effectiveOn: on }),
        ...(type === 'OptionAdded' && { appliedOn: '2025-12-01' }),
        [field]: isInstant ? `${on}T10:00:00+09:00` : on,
      },
    } as Command;
  });
const someCorrection = fc
  .record({ eventId: fc.integer({ min: 1, max: 25 }).map((n) => `e${String(n)}`), fact: fc.option(someFact) })
  .map(({ eventId, fact }): Command =>
    fact === null
      ? { type: 'EventVoided', data: { eventId, reason: '取消' } }
      : { type: 'EventCorrected', data: { eventId, reason: '訂正', replacement: { ...fact.data } } },
  );
const someCommands = fc.array(fc.oneof({ weight: 4, arbitrary: someFact }, { weight: 1, arbitrary: someCorrection }), {
  minLength: 1,
  maxLength: 40,
  size: 'max',
});

/** What is known after the commands that were not refused, from a contract that begins as given. */
const live = (beginning: readonly ContractEvent[], commands: readonly Command[]): readonly ContractEvent[] => {
  const events = [...beginning];
  for (const command of commands) events.push(...(decided(command, knowing(...events)) ?? []));
  return events;
};
const decided = (command: Command, history: History): readonly ContractEvent[] | undefined => {
  try {
    return decide(command, history, context);
  } catch (error) {
    const kinds = [Refusal, InvalidFact, UnknownTarget, AlreadyRecorded, BrokenHistory, NotCorrectable];
    if (kinds.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
};
/** Aimed at the kind of the event, so that more of the corrections are possible. */
const aimed = (commands: readonly Command[], events: readonly ContractEvent[]): readonly Command[] =>
  commands.map((command) => {
    if (command.type !== 'EventCorrected') return command;
    const target = events[Number(command.data.eventId.slice(1)) - 1];
    if (target === undefined || !(target.type in samples)) return command;
    const { own, planned } = eventDates[target.type as FactType];
    const field = own ?? planned;
    const date = Object.values(command.data.replacement).find((value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value)));
    return {
      ...command,
      data: { ...command.data, replacement: { ...target.data, ...(date !== undefined && { [field]: date }) } },
    };
  });
const beginnings = fc.constantFrom<readonly ContractEvent[]>([], [applied], running, withOption);

describe('Decisions', () => {
  it('never lead to a history that they would regard as broken', () => {
    let recorded = 0;
    let corrections = 0;
    fc.assert(
      fc.property(beginnings, someCommands, someCommands, (beginning, first, second) => {
        const before = live(beginning, first);
        const events = live(before, aimed(second, before));
        recorded += events.length - beginning.length;
        corrections += events.filter(({ type }) => type === 'EventCorrected').length;
        expect(errorsFrom(0, knowing(...events), context)).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(recorded).toBeGreaterThan(500); // the commands are not all refused
    expect(corrections).toBeGreaterThan(20);
  });
  it('change nothing that they are given, and are the same again', () => {
    fc.assert(
      fc.property(beginnings, someCommands, someFact, (beginning, commands, command) => {
        const history = knowing(...live(beginning, commands));
        const before = structuredClone(history);
        const asked = structuredClone(command);
        expect(decided(command, history)).toEqual(decided(command, history));
        expect(history).toEqual(before);
        expect(command).toEqual(asked);
      }),
    );
  });
  it('on what was recorded can be true only once where they say so', () => {
    fc.assert(
      fc.property(beginnings, someCommands, (beginning, commands) => {
        const known = knowing(...live(beginning, commands)).facts;
        for (const once of ['ContractApplied', 'ContractAccepted', 'BillingStarted'] as const) {
          expect(known.filter(({ type }) => type === once).length).toBeLessThan(2);
        }
      }),
    );
  });
  it('let a contract pass from one state to the next, never back, without corrections', () => {
    const order = ['applied', 'refused', 'accepted', 'active', 'terminating', 'terminated'];
    const later = (events: readonly ContractEvent[], asOf: CivilDate): number =>
      order.indexOf(statusOf(contractOn(knowing(...events), asOf), context.interpretationOn(asOf)));
    const days = fc.integer({ min: day('2025-12-01'), max: day('2026-12-31') }).map((n) => n as CivilDate);
    const facts = fc.array(someFact, { maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(facts, days, days, (commands, one, other) => {
        const withoutWithdrawals = commands.filter(({ type }) => type !== 'NoticeWithdrawn');
        const events = live([applied], withoutWithdrawals);
        const [earlier, after] = [Math.min(one, other) as CivilDate, Math.max(one, other) as CivilDate];
        expect(later(events, earlier)).toBeLessThanOrEqual(later(events, after));
      }),
    );
  });
});

describe('Supposing an event', () => {
  it('is knowing it, and leaves what is known as it was', () => {
    const history = knowing(...running);
    const supposed = supposing(history, sample('NoticeReceived'));
    expect(contractOn(supposed, day('2026-07-31')).notices).toMatchObject([{ arrivedOn: day('2026-05-20') }]);
    expect(contractOn(history, day('2026-07-31')).notices).toEqual([]);
    expect(supposed.recorded).toHaveLength(5);
    expect(supposed.recorded.at(-1)).toMatchObject({ revision: 4, position: 31n });
  });
  it('begins a contract that is not there yet', () => {
    expect(supposing(knowing(), applied).facts).toMatchObject([{ type: 'ContractApplied', revision: 0 }]);
  });
});
