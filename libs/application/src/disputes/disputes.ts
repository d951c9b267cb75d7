import { Injectable } from '@nestjs/common';
import { Clock, instant, japaneseDateOf, type Instant } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { InvalidFact, isCorrection, parseKnownAt, type FactType, type History } from '@ledger/contract';
import {
  decideDispute,
  personalDataOfDispute,
  type Dispute,
  type DisputeCommand,
  type DisputeContext,
} from '@ledger/disputes';
import type { Envelope, RecordedEvents } from '../envelope.js';
import { ContractNotFound, NothingFound } from '../errors.js';
import { OwnStreams, type Draft } from '../own-stream.js';
import { knownHistory } from '../questions.js';
import { requestOf } from '../request.js';
import { Streams } from '../streams.js';
import { DisputeLinks } from './dispute-links.js';
import { DisputeRegister } from './dispute-register.js';
import { DISPUTE_ID, disputeStreamOf, readDispute, type StoredDispute } from './dispute-streams.js';

/** What was recorded in a dispute, exactly as it is shown. */
export interface RecordedDisputeAnswer extends RecordedEvents {
  readonly disputeId: string;
}
export interface DisputeAcknowledgement {
  readonly recorded: RecordedDisputeAnswer;
  /** The same key and body came before: this is the first answer again, and nothing was appended. */
  readonly replayed: boolean;
}

/** Records what is said in disputes. Nothing of it changes what a contract holds. */
@Injectable()
export class Disputes {
  readonly #streams: OwnStreams;

  constructor(
    private readonly store: EventStore,
    private readonly contracts: Streams,
    private readonly register: DisputeRegister,
    private readonly links: DisputeLinks,
    clock: Clock,
  ) {
    this.#streams = new OwnStreams(store, clock);
  }

  /**
   * @param given the dispute; undefined only where it is opened: the ledger then names it
   * @throws {RevisionMoved} {KeyReused} {NothingFound} {ContractNotFound} {ContractNotKnownThen} {KnownAtBeyondLog} and what `decideDispute` throws
   */
  async record(
    given: string | undefined,
    command: DisputeCommand,
    envelope: Envelope,
  ): Promise<DisputeAcknowledgement> {
    const request = requestOf(given, command, envelope);
    const disputeId = given ?? request.ids.contractId().replace(/^c-/, 'd-');
    if (!DISPUTE_ID.test(disputeId)) throw impossible(disputeId, command);
    const { recorded, replayed } = await this.#streams.record<StoredDispute>({
      kind: 'dispute',
      id: disputeId,
      stream: disputeStreamOf(disputeId),
      request,
      isMaking: command.type === 'DisputeOpened',
      read: () => readDispute(this.store, disputeId),
      decide: (stored, now) => this.#decide(disputeId, command, stored?.dispute, now),
      name: (eventId, recordedAt) =>
        this.register.name({ disputeId, eventId, contractIds: contractsIn(command) }, request, recordedAt),
    });
    return { recorded: { disputeId, ...recorded }, replayed };
  }

  async #decide(
    disputeId: string,
    command: DisputeCommand,
    dispute: Dispute | undefined,
    now: Instant,
  ): Promise<Draft> {
    if (command.type !== 'DisputeOpened' && dispute === undefined) throw new NothingFound('dispute', disputeId);
    const head = await this.store.head();
    const pinned = dispute?.opened.data.knownAt ?? pinOf(command) ?? `position:${String(head)}`;
    requirePast(pinned, now);
    const histories = await this.#histories(dispute?.opened.data.contractIds ?? contractsIn(command), pinned, head);
    const context: DisputeContext = {
      today: japaneseDateOf(now),
      pinned,
      kindOf: (contractId, eventId) => kindIn(histories.get(contractId), eventId),
    };
    const event = decideDispute(command, disputeId, dispute, context);
    if (event.type === 'DisputeClosed' && dispute !== undefined) await this.links.require(dispute, event.data.outcome);
    return { ...event, personal: personalDataOfDispute(event) };
  }

  /** What is known of the contracts to the dispute. */
  async #histories(
    contractIds: readonly string[],
    pinned: string,
    head: bigint,
  ): Promise<ReadonlyMap<string, History>> {
    const histories = new Map<string, History>();
    for (const contractId of contractIds) {
      const contract = await this.contracts.known(contractId);
      if (contract === undefined) throw new ContractNotFound(contractId);
      histories.set(contractId, knownHistory(contract, parseKnownAt(pinned), head));
    }
    return histories;
  }
}

const contractsIn = (command: DisputeCommand): readonly string[] =>
  command.type === 'DisputeOpened' ? command.data.contractIds : [];

const pinOf = (command: DisputeCommand): string | undefined =>
  command.type === 'DisputeOpened' ? command.data.knownAt : undefined;

/** What is not over yet is no state of knowledge that stays as it is. */
const requirePast = (pinned: string, now: Instant): void => {
  if (pinned.startsWith('position:') || instant(pinned) < now) return;
  throw new InvalidFact({ pointer: '/knownAt', detail: 'must lie in the past, so that what is known then is settled' });
};

const kindIn = (history: History | undefined, eventId: string): FactType | undefined => {
  const event = history?.recorded.find((one) => one.eventId === eventId);
  return event === undefined || isCorrection(event) ? undefined : event.type;
};

const impossible = (disputeId: string, { type }: DisputeCommand): Error =>
  type === 'DisputeOpened'
    ? new InvalidFact({
        pointer: '/disputeId',
        detail: 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit',
      })
    : new NothingFound('dispute', disputeId);
