import { Injectable } from '@nestjs/common';
import { Clock } from '@ledger/kernel';
import {
  ClaimTaken,
  EventStore,
  EventStoreError,
  OutcomeUnknown,
  WrongRevision,
  type Appended,
  type NewEvent,
} from '@ledger/event-store';
import { InvalidFact, UnknownTarget, type Command, type RecordedContractEvent } from '@ledger/contract';
import { decideAll } from './decide-all.js';
import type { Acknowledgement, Envelope } from './envelope.js';
import { KeyReused, RevisionMoved } from './errors.js';
import { answerOf, firstAnswer } from './idempotency.js';
import { CONTRACT_ID } from './ids.js';
import { requestOf, type Request } from './request.js';
import { bytesOf, extended, type StoredContract } from './stored-contract.js';
import { Streams, streamOf } from './streams.js';
import { Turns } from './turns.js';
import { metadataOf, writeEvents } from './write-events.js';

/** Each lost race is somebody else's success: to lose so many in a row means that something is wrong. */
const MOST_RACES = 100;

/** Records facts: read, fold, decide, append; decided anew where another server was quicker. */
@Injectable()
export class Contracts {
  readonly #turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /**
   * Records what the commands ask for, all of it or nothing.
   * @param contractId undefined only where the first command makes the contract: the ledger then names it
   * @throws {RevisionMoved, KeyReused, FailedCommand} and what `decide` and the event store throw
   */
  async record(
    contractId: string | undefined,
    commands: readonly Command[],
    envelope: Envelope,
  ): Promise<Acknowledgement> {
    const request = requestOf(contractId, commands, envelope);
    const id = contractId ?? request.ids.contractId();
    if (!CONTRACT_ID.test(id)) throw impossible(id, request);
    return this.#turns.take(id, () => this.#inTurn(id, request));
  }

  /** Begins with the contract as it was last seen here; where that does not do, with the contract as it is. */
  async #inTurn(contractId: string, request: Request): Promise<Acknowledgement> {
    let contract = this.streams.lastSeen(contractId);
    let isFresh = contract === undefined;
    if (isFresh) ({ contract } = await this.streams.read(contractId));
    for (let races = 0; ;) {
      try {
        return await this.#attempt(contractId, contract, request);
      } catch (cause) {
        const isLost = cause instanceof WrongRevision && ++races < MOST_RACES;
        if (!isLost && (isFresh || cause instanceof EventStoreError)) throw cause;
        const seen = contract?.revision;
        ({ contract } = await this.streams.read(contractId));
        if (!isLost && contract?.revision === seen) throw cause;
        isFresh = true;
      }
    }
  }

  async #attempt(contractId: string, contract: StoredContract | undefined, request: Request): Promise<Acknowledgement> {
    const before = request.keyed && contract && firstAnswer(contract, request.keyed);
    if (before !== undefined) return { recorded: before, replayed: true };
    await this.#checkClaim(contractId, request);
    checkRevision(contractId, contract, request.envelope.expectedRevision);
    const history = contract?.history ?? { contractId, facts: [], recorded: [] };
    const drafts = decideAll(request.commands, history, request.ids, this.clock.now());
    return this.#write(contractId, contract, request, drafts);
  }

  async #write(
    contractId: string,
    contract: StoredContract | undefined,
    request: Request,
    drafts: readonly RecordedContractEvent[],
  ): Promise<Acknowledgement> {
    const events = writeEvents(drafts, request);
    const { position, replayed } = await this.#append(contractId, contract, request, events);
    const [draft, written] = [drafts[0], events[0]];
    if (replayed || draft === undefined || written === undefined || drafts.length > 1) {
      return this.#readBack(contractId, contract, drafts.length, replayed);
    }
    const event = { ...draft, position };
    const bytes = bytesOf(written.data.length + written.metadata.length);
    const opened = { event, metadata: metadataOf(event, request), bytes };
    this.streams.keep(extended(contractId, contract, [opened]));
    return { recorded: answerOf(contractId, [event]), replayed };
  }

  /** What stands in the log: positions of several events, or another server's answer to the same request. */
  async #readBack(
    contractId: string,
    before: StoredContract | undefined,
    count: number,
    replayed: boolean,
  ): Promise<Acknowledgement> {
    const { contract } = await this.streams.read(contractId);
    const first = before === undefined ? 0 : before.revision + 1;
    const events = contract?.history.recorded.slice(first, first + count) ?? [];
    return { recorded: answerOf(contractId, events), replayed };
  }

  /** A key that makes a contract is claimed with it, so that it never makes a second one under another name. */
  async #append(
    contractId: string,
    contract: StoredContract | undefined,
    { keyed }: Request,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const stream = streamOf(contractId);
    const expected = contract === undefined ? 'none' : BigInt(contract.revision);
    const options = keyed !== undefined && contract === undefined ? { claim: keyed.key } : {};
    const append = (): Promise<Appended> => this.store.append(stream, events, expected, options);
    try {
      return await append().catch((cause: unknown) => {
        if (cause instanceof OutcomeUnknown) return append(); // the same events again tell whether they stand
        throw cause;
      });
    } catch (cause) {
      if (!(cause instanceof ClaimTaken)) throw cause;
      if (cause.stream !== stream) throw new KeyReused();
      throw new WrongRevision(stream, expected, undefined); // by this very request, elsewhere
    }
  }

  async #checkClaim(contractId: string, { commands, keyed }: Request): Promise<void> {
    if (keyed === undefined || commands[0]?.type !== 'ContractApplied') return;
    const claimed = await this.store.claimedBy(keyed.key);
    if (claimed !== undefined && claimed.stream !== streamOf(contractId)) throw new KeyReused();
  }
}

/** @throws {RevisionMoved} */
export const checkRevision = (
  contractId: string,
  contract: StoredContract | undefined,
  expected: number | undefined,
): void => {
  if (expected === undefined || contract?.revision === expected) return;
  const between = contract === undefined ? [] : contract.history.recorded.slice(expected + 1);
  throw new RevisionMoved(
    contractId,
    expected,
    contract?.revision,
    between.map(({ eventId, type, revision }) => ({ id: eventId, type, revision })),
  );
};

const impossible = (contractId: string, { commands }: Request): Error =>
  commands[0]?.type === 'ContractApplied'
    ? new InvalidFact({
        pointer: '/contractId',
        detail: 'must be 1 to 64 letters, digits, dots, dashes or underscores',
      })
    : new UnknownTarget('contract', contractId);
