import { hash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type Instant } from '@ledger/kernel';
import { EventStore, WrongRevision } from '@ledger/event-store';
import {
  adoptedInterpretation,
  faultOfType,
  historyOf,
  InvalidFact,
  isCommandType,
  isCorrection,
  normalised,
  parseCommand,
  UnknownTarget,
  type Command as ContractCommand,
  type DecisionContext,
  type RecordedContractEvent,
  ERASED,
} from '@ledger/contract';
import { appendOnce } from './append-once.js';
import { canonicalJson } from './canonical-json.js';
import { checkRevision } from './contracts.js';
import { draftsOf } from './drafts.js';
import type { Acknowledgement, Envelope } from './envelope.js';
import { FailedCommand } from './errors.js';
import { answerOf, firstAnswer } from './idempotency.js';
import { CONTRACT_ID, idsFrom, type Ids } from './ids.js';
import { requestOf } from './request.js';
import type { StoredContract } from './stored-contract.js';
import { Streams, streamOf } from './streams.js';
import { writeEvents } from './write-events.js';

/** A fact, or a correction of one, as it comes from elsewhere. */
export interface ImportedFact {
  readonly type: string;
  readonly data: unknown;
  /** A UUID in lower case, so that later facts can refer to what this one makes; else it follows from the fact. */
  readonly eventId?: string | undefined;
}

/**
 * Asks for facts of one contract to be recorded in their order, all of them or none, by the same decisions as any command. Those that the
 * contract holds already, by their ids, are passed over: importing again records nothing twice.
 */
export class ImportFacts extends Command<Acknowledgement> {
  constructor(
    readonly contractId: string,
    readonly facts: readonly ImportedFact[],
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(ImportFacts)
export class ImportFactsHandler implements ICommandHandler<ImportFacts> {
  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /**
   * The answer names what was recorded now; where that is nothing, it is a replay and names what stands.
   * @throws {InvalidFact} {RevisionMoved} {KeyReused} {FailedCommand} and what the event store throws
   */
  async execute({ contractId, facts, envelope }: ImportFacts): Promise<Acknowledgement> {
    const commands = identified(contractId, facts);
    for (let races = 0; ; races += 1) {
      try {
        return await this.#attempt(contractId, commands, envelope);
      } catch (cause) {
        const isLost = cause instanceof WrongRevision && races < MOST_RACES;
        if (!isLost) throw cause; // a lost race is decided anew
      }
    }
  }

  async #attempt(contractId: string, all: readonly Identified[], envelope: Envelope): Promise<Acknowledgement> {
    const { contract } = await this.streams.read(contractId);
    const adopted = adoptedInterpretation(await this.streams.adoptions.upToDate(), contractId);
    const request = requestOf(contractId, all, envelope);
    const before = request.keyed && contract && firstAnswer(contract, request.keyed);
    if (before !== undefined) return { recorded: before, replayed: true };

    const standing = new Map(contract?.history.recorded.map((event) => [event.eventId, event]));
    const events = decideNew(contractId, contract, all, standing, this.clock.now(), adopted);
    if (events.length === 0) {
      return {
        recorded: answerOf(
          contractId,
          all.flatMap(({ eventId }) => standing.get(eventId) ?? []),
        ),
        replayed: true,
      };
    }
    checkRevision(contractId, contract, envelope.expectedRevision);
    const expected = contract === undefined ? 'none' : BigInt(contract.revision);
    await appendOnce(this.store, streamOf(contractId), writeEvents(events, request), expected, undefined);
    const { contract: after } = await this.streams.read(contractId);
    const recorded = after?.history.recorded.slice(events[0]?.revision).slice(0, events.length) ?? [];
    return { recorded: answerOf(contractId, recorded), replayed: false };
  }
}

/** Each lost race is somebody else's success: to lose so many in a row means that something is wrong. */
const MOST_RACES = 100;

/** A command with the id of the event that it makes first. */
type Identified = ContractCommand & { readonly eventId: string };

/** @throws {InvalidFact} for the import as a whole, {FailedCommand} for one of its facts */
const identified = (contractId: string, facts: readonly ImportedFact[]): readonly Identified[] => {
  if (!CONTRACT_ID.test(contractId)) throw new UnknownTarget('contract', contractId);
  if (facts.length === 0) throw wrong('/facts', 'must not be empty');
  const seen = new Set<string>();
  const namesakes = new Map<string, number>();
  return facts.map((fact, index) =>
    asFailed(index, () => {
      if (!isCommandType(fact.type)) throw wrong('/type', faultOfType(fact.type));
      const command = inData(() => parseCommand(fact.type, fact.data));
      const eventId = fact.eventId ?? derivedId(contractId, command, namesakes);
      if (!UUID.test(eventId)) throw wrong('/eventId', 'must be a UUID in lower case');
      if (seen.has(eventId)) throw wrong('/eventId', 'stands twice in this import');
      seen.add(eventId);
      return { ...command, eventId };
    }),
  );
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same for the same fact; facts that are alike in everything are told apart by which of them they are. */
const derivedId = (contractId: string, command: ContractCommand, namesakes: Map<string, number>): string => {
  const content = hash('sha256', canonicalJson([contractId, command.type, command.data]));
  const place = namesakes.get(content) ?? 0;
  namesakes.set(content, place + 1);
  return idsFrom(`import ${content}`).eventId(place);
};

/** The events that the facts not yet recorded make, as `draftsOf` gives them. @throws {FailedCommand} */
const decideNew = (
  contractId: string,
  contract: StoredContract | undefined,
  all: readonly Identified[],
  standing: ReadonlyMap<string, RecordedContractEvent>,
  now: Instant,
  interpretationOn: DecisionContext['interpretationOn'],
): readonly RecordedContractEvent[] => {
  const drafts: RecordedContractEvent[] = [];
  const before = contract?.history ?? { contractId, facts: [], recorded: [] };
  all.forEach((command, index) => {
    asFailed(index, () => {
      const recorded = standing.get(command.eventId);
      if (recorded !== undefined) {
        requireSame(command, recorded);
      } else {
        const history = drafts.length === 0 ? before : historyOf(contractId, [...before.recorded, ...drafts]);
        drafts.push(...inData(() => draftsOf(command, history, idsOf(command), now, interpretationOn)));
      }
    });
  });
  return drafts;
};

/** The first event has the fact's id; what follows from the fact at once is named after it. */
const idsOf = ({ eventId }: Identified): Ids => {
  const further = idsFrom(`import ${eventId}`);
  return { ...further, eventId: (index) => (index === 0 ? eventId : further.eventId(index)) };
};

/** @throws {InvalidFact} where the contract holds another event under the fact's id */
const requireSame = (command: Identified, recorded: RecordedContractEvent): void => {
  const isSame = isCorrection(command)
    ? agrees(command.data, recorded.data, true) // what was recorded is completed
    : agrees(normalised(command).data, recorded.data, false);
  if (isSame && command.type === recorded.type) return;
  throw wrong('/eventId', 'is the id of another event that is recorded already');
};

/** Whether what is given is what is recorded, or part of it. What was erased since agrees with everything. */
const agrees = (given: unknown, recorded: unknown, mayBePart: boolean): boolean => {
  if (given === recorded || recorded === ERASED) return true;
  if (typeof given !== 'object' || given === null || typeof recorded !== 'object' || recorded === null) return false;
  const [members, known] = [Object.entries(given), new Map<string, unknown>(Object.entries(recorded))];
  if (!mayBePart && members.length !== known.size) return false;
  return members.every(([key, value]) => known.has(key) && agrees(value, known.get(key), mayBePart));
};

const wrong = (pointer: string, detail: string): InvalidFact => new InvalidFact({ pointer, detail });

/** Faults of the data, told from those of what stands beside it. @throws what the work throws */
const inData = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof InvalidFact ? cause.below('/data') : cause;
  }
};

/** @throws {FailedCommand} with what the work throws */
const asFailed = <Result>(index: number, work: () => Result): Result => {
  try {
    return work();
  } catch (cause) {
    throw new FailedCommand(index, cause);
  }
};
