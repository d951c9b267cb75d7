import { Injectable } from '@nestjs/common';
import { Clock } from '@ledger/kernel';
import { EventStore, EventStoreError, StoreOverloaded, WrongRevision } from '@ledger/event-store';
import {
  adoptedInterpretation,
  InvalidFact,
  UnknownTarget,
  type Command,
  type RecordedContractEvent,
} from '@ledger/contract';
import { decideUnderAdopted } from './adoptions/deciding.js';
import { appendOnce } from './append-once.js';
import { draftsOf } from './drafts.js';
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

/** What is to be recorded, and in which contract. */
interface Asked {
  readonly contractId: string;
  readonly command: Command | Computation;
  readonly request: Request;
}

/** Makes the command of what is known when it is to be decided, and again after a lost race. */
type Computation = () => Promise<Command>;

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
   * Records what the command asks for, all of it or nothing.
   * @param given the contract; undefined only where the command makes it: the ledger then names it
   * @throws {RevisionMoved} {KeyReused} and what `decide` and the event store throw
   */
  async record(given: string | undefined, command: Command, envelope: Envelope): Promise<Acknowledgement> {
    const request = requestOf(given, command, envelope);
    const contractId = given ?? request.ids.contractId();
    if (!CONTRACT_ID.test(contractId)) throw impossible(contractId, command);
    return this.#turns.take(contractId, () => this.#inTurn({ contractId, command, request }));
  }

  /**
   * Records what is computed of the contract itself.
   * @param body what was asked for: a key stands for it, not for what it came to
   * @throws as `record` does, and what the computation throws
   */
  async recordComputed(
    contractId: string,
    body: unknown,
    envelope: Envelope,
    command: Computation,
  ): Promise<Acknowledgement> {
    if (!CONTRACT_ID.test(contractId)) throw new UnknownTarget('contract', contractId);
    const request = requestOf(contractId, body, envelope);
    return this.#turns.take(contractId, () => this.#inTurn({ contractId, command, request }));
  }

  /** Begins with the contract as it was last seen here; where that does not do, with the contract as it is. */
  async #inTurn(asked: Asked): Promise<Acknowledgement> {
    const { contractId } = asked;
    let contract = this.streams.lastSeen(contractId);
    let isFresh = contract === undefined;
    if (isFresh) ({ contract } = await this.streams.read(contractId));
    for (let races = 0; races < MOST_RACES; races += 1) {
      try {
        return await this.#attempt(asked, contract);
      } catch (cause) {
        const isLost = cause instanceof WrongRevision;
        if (!isLost && (isFresh || cause instanceof EventStoreError)) throw cause;
        const seen = contract?.revision;
        ({ contract } = await this.streams.read(contractId));
        if (!isLost && contract?.revision === seen) throw cause;
        isFresh = true;
      }
    }
    throw new StoreOverloaded(`contract ${contractId} is written to from too many sides`);
  }

  async #attempt(asked: Asked, contract: StoredContract | undefined): Promise<Acknowledgement> {
    const { contractId, request } = asked;
    const before = request.keyed && contract && firstAnswer(contract, request.keyed);
    if (before !== undefined) return { recorded: before, replayed: true };
    await this.#checkClaim(asked);
    checkRevision(contractId, contract, request.envelope.expectedRevision);
    const drafts = await this.#decide(asked, contract);
    const events = writeEvents(drafts, request);
    const expected = contract === undefined ? 'none' : BigInt(contract.revision);
    const claim = contract === undefined ? request.keyed?.key : undefined;
    const { position, replayed } = await appendOnce(this.store, streamOf(contractId), events, expected, claim);
    const [draft, written] = [drafts[0], events[0]];
    if (replayed || draft === undefined || written === undefined || drafts.length > 1) {
      return this.#readBack(asked, drafts[0]?.revision ?? 0, drafts.length, replayed);
    }
    const event = { ...draft, position };
    const bytes = bytesOf(written.data.length + written.metadata.length);
    this.streams.keep(extended(contractId, contract, [{ event, metadata: metadataOf(event, request), bytes }]));
    return { recorded: answerOf(contractId, [event]), replayed: false };
  }

  async #decide(
    { contractId, command: asked, request }: Asked,
    contract: StoredContract | undefined,
  ): Promise<readonly RecordedContractEvent[]> {
    const command = typeof asked === 'function' ? await asked() : asked;
    const history = contract?.history ?? { contractId, facts: [], recorded: [] };
    return decideUnderAdopted(this.streams.adoptions, (adopted) =>
      draftsOf(command, history, request.ids, this.clock.now(), (day) =>
        adoptedInterpretation(adopted(), contractId)(day),
      ),
    );
  }

  /** What stands in the log: the positions of several events, or what another server wrote for the same request. */
  async #readBack(
    { contractId, request }: Asked,
    revision: number,
    count: number,
    replayed: boolean,
  ): Promise<Acknowledgement> {
    const { contract } = await this.streams.read(contractId);
    const events = contract?.history.recorded.slice(revision, revision + count) ?? [];
    return { recorded: answerOf(contractId, events), replayed: replayed && request.keyed !== undefined };
  }

  /** A key that made a contract makes no other, whatever the body names it. @throws {KeyReused} */
  async #checkClaim({ contractId, command, request: { keyed } }: Asked): Promise<void> {
    if (keyed === undefined || typeof command === 'function' || command.type !== 'ContractApplied') return;
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
  const between = contract?.history.recorded.slice(expected + 1) ?? [];
  throw new RevisionMoved(
    contractId,
    expected,
    contract?.revision,
    between.map(({ eventId, type, revision }) => ({ id: eventId, type, revision })),
  );
};

const impossible = (contractId: string, { type }: Command): Error =>
  type === 'ContractApplied'
    ? new InvalidFact({
        pointer: '/contractId',
        detail: 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit',
      })
    : new UnknownTarget('contract', contractId);
