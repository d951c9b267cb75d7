import { assertNever, civilDate } from '@ledger/kernel';
import {
  eventDefinitions,
  InvalidFact,
  UnknownTarget,
  type DecisionContext,
  type FactType,
  type Fault,
} from '@ledger/contract';
import type { Dispute } from './dispute.js';
import type { DisputeEvent, HeldHypothesis } from './dispute-events.js';
import { RECORDED, type DisputeCommand, type GivenHypothesis, type GivenPosition } from './dispute-shapes.js';

/** The state of the dispute does not allow it. */
export class DisputeConflict extends Error {
  override readonly name = 'DisputeConflict';
  constructor(
    readonly code: 'dispute-exists' | 'dispute-closed' | 'nothing-names-the-dispute',
    readonly detail: string,
    /** The event that stands in the way, where there is one. */
    readonly eventId?: string,
  ) {
    super(detail);
  }
}

/** What a decision needs to know of the contracts. */
export interface DisputeContext extends Pick<DecisionContext, 'today'> {
  /** The state of knowledge where none is named. */
  readonly pinned: string;
  /** The kind of the fact that an event of a contract is; undefined where there is none. */
  readonly kindOf: (contractId: string, eventId: string) => FactType | undefined;
}

/**
 * What is to be recorded of a dispute.
 * @param dispute undefined where there is none of this id
 * @throws {InvalidFact} {UnknownTarget} {DisputeConflict}
 */
export const decideDispute = (
  command: DisputeCommand,
  disputeId: string,
  dispute: Dispute | undefined,
  context: DisputeContext,
): DisputeEvent => {
  if (command.type === 'DisputeOpened') {
    if (dispute !== undefined) {
      throw new DisputeConflict('dispute-exists', `there is a dispute ${disputeId} already`, dispute.opened.eventId);
    }
    return { type: command.type, data: { ...command.data, knownAt: command.data.knownAt ?? context.pinned } };
  }
  if (dispute === undefined) throw new UnknownTarget('dispute', disputeId);
  if (dispute.closing !== undefined) {
    throw new DisputeConflict('dispute-closed', `dispute ${disputeId} is closed`, dispute.closing.eventId);
  }
  switch (command.type) {
    case 'PositionTaken':
      return { type: command.type, data: position(command.data, dispute, context) };
    case 'DisputeNoteAdded':
      return command;
    case 'DisputeDecided':
      requirePast(command.data.decidedOn, '/decidedOn', context);
      requireSide(command.data.side, dispute);
      return command;
    case 'DisputeClosed':
      requirePast(command.data.closedOn, '/closedOn', context);
      return command;
    default:
      return assertNever(command);
  }
};

const position = (
  { readings = [], hypotheses = [], ...data }: GivenPosition,
  dispute: Dispute,
  context: DisputeContext,
): Extract<DisputeEvent, { type: 'PositionTaken' }>['data'] => {
  const faults: Fault[] = [];
  const held = hypotheses.map((one, index) => heldOf(one, `/hypotheses/${String(index)}`, dispute, context, faults));
  for (const [index, one] of held.entries()) {
    const before = held.slice(0, index);
    const at = `/hypotheses/${String(index)}`;
    if (one.point !== undefined && before.some(({ point }) => point === one.point)) {
      faults.push({ pointer: `${at}/point`, detail: 'is named twice' });
    }
    if (one.kind !== 'added' && before.some((other) => other.kind !== 'added' && isOfSame(one, other))) {
      faults.push({ pointer: `${at}/eventId`, detail: 'is spoken of twice' });
    }
  }
  const [first, ...others] = faults;
  if (first !== undefined) throw new InvalidFact(first, ...others);
  return { ...data, readings, hypotheses: held };
};

const isOfSame = (
  one: HeldHypothesis & { readonly eventId: string },
  other: HeldHypothesis & { readonly eventId: string },
): boolean => one.contractId === other.contractId && one.eventId === other.eventId;

const heldOf = (
  given: GivenHypothesis,
  at: string,
  { opened }: Dispute,
  { kindOf }: DisputeContext,
  faults: Fault[],
): HeldHypothesis => {
  const { contractIds } = opened.data;
  const contractId = given.contractId ?? (contractIds.length === 1 ? (contractIds[0] ?? '') : '');
  if (contractId === '')
    faults.push({ pointer: `${at}/contractId`, detail: 'is required: the dispute is about several' });
  else if (!contractIds.includes(contractId)) {
    faults.push({ pointer: `${at}/contractId`, detail: 'is no contract of the dispute' });
  }
  if (given.kind === 'added') {
    for (const field of Object.keys(eventDefinitions[given.type].path ?? {})) {
      const named = (given.data as Readonly<Record<string, unknown>>)[field];
      if (SUPPOSED.test(String(named))) {
        faults.push({ pointer: `${at}/data/${field}`, detail: 'cannot be the name of a hypothesis' });
      }
    }
    return { ...given, contractId };
  }
  const of = kindOf(contractId, given.eventId);
  if (of === undefined) {
    faults.push({ pointer: `${at}/eventId`, detail: 'is no fact of the contract as it is known to the dispute' });
    return { ...given, contractId };
  }
  return { ...given, contractId, of };
};

/** What a hypothesis adds is named anew in every combination of premises, so none can speak of another's. */
const SUPPOSED = /^hypothesis-\d/;

const requirePast = (day: string, pointer: string, { today }: DisputeContext): void => {
  if (civilDate(day) > today) throw new InvalidFact({ pointer, detail: 'lies in the future' });
};

const requireSide = (side: string | undefined, { positions }: Dispute): void => {
  if (side === undefined || side === RECORDED || positions.has(side)) return;
  throw new InvalidFact({ pointer: '/side', detail: 'has taken no position' });
};
