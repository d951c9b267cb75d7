import type { Instant } from '@ledger/kernel';
import {
  AlreadyRecorded,
  historyOf,
  stillToCarry,
  type CarriageRefusal,
  type Carrying,
  type Command,
  type DecisionContext,
  type History,
  type Incident,
  type RecordedContractEvent,
} from '@ledger/contract';
import { StoreDamaged } from '@ledger/event-store';
import { draftsOf } from '../drafts.js';
import { ContractUnreadable } from '../errors.js';
import { idsFrom } from '../ids.js';
import { reasonOf } from '../reason.js';

/** What one contract makes of an incident. */
interface CarriedTo {
  /** To be appended to it. */
  readonly drafts: readonly RecordedContractEvent[];
  readonly refusals: readonly Refused[];
}

/** Why a contract refuses, in the words of the clause. */
export interface Refused extends CarriageRefusal {
  readonly quote?: string;
}

/** Ids of a contract's events that follow from the incident: whoever carries it again asks for the very same. */
export const carriedIdOf = (incidentId: string, contractId: string, incidentRevision: number): string =>
  idsFrom(`incident ${incidentId} ${String(incidentRevision)} ${contractId}`).eventId(0);

/** By the same decisions as the contract's own commands. @param known undefined where there is no such contract */
export const carryTo = (
  contractId: string,
  known: History | undefined,
  incident: Incident,
  now: Instant,
  interpretationOn: DecisionContext['interpretationOn'],
): CarriedTo => {
  const before = known ?? { contractId, facts: [], recorded: [] };
  const held = new Set(before.recorded.map(({ eventId }) => eventId));
  const eventIdOf = (revision: number): string => carriedIdOf(incident.incidentId, contractId, revision);
  const drafts: RecordedContractEvent[] = [];
  let waiting = stillToCarry(incident, eventIdOf, (eventId) => held.has(eventId));
  for (;;) {
    const refused: { readonly carrying: Carrying; readonly refusal: Refused | undefined }[] = [];
    for (const carrying of waiting) {
      if (carrying.after !== undefined && !held.has(carrying.after)) {
        refused.push({ carrying, refusal: undefined }); // what it rests on was refused
        continue;
      }
      try {
        const history = drafts.length === 0 ? before : historyOf(contractId, [...before.recorded, ...drafts]);
        const [draft] = draftsOf(
          carrying.command,
          history,
          { ...NO_IDS, eventId: () => carrying.eventId },
          now,
          interpretationOn,
        );
        if (draft !== undefined) drafts.push(draft);
        held.add(carrying.eventId);
      } catch (error) {
        if (!standsAlready(carrying.command, error)) {
          refused.push({ carrying, refusal: refusalOf(contractId, carrying.command, error) });
        }
      }
    }
    // What one correction does not allow a later one may: the rest is tried again as long as that helps.
    if (refused.length === 0 || refused.length === waiting.length) {
      return { drafts, refusals: refused.flatMap(({ refusal }) => refusal ?? []) };
    }
    waiting = refused.map(({ carrying }) => carrying);
  }
};

const NO_IDS = {
  contractId: (): string => {
    throw new Error('an incident makes no contract');
  },
};

/** Somebody corrected the contract to the same, or voided the event, before. */
const standsAlready = ({ type }: Command, error: unknown): boolean =>
  error instanceof AlreadyRecorded && (type === 'EventCorrected' || type === 'EventVoided');

/** What a contract cannot be read for is a reason, too. @throws what is none */
const refusalOf = (contractId: string, { type: event }: Command, error: unknown): Refused => {
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  const { code, detail, clause } = reason;
  return {
    contractId,
    event,
    code,
    detail: detail.slice(0, MOST_CHARACTERS),
    ...(clause && { article: clause.label, quote: clause.quote }),
  };
};

/** A page of refusals has to fit one event. */
const MOST_CHARACTERS = 160;

/** For a contract that cannot be read at all: one does not keep the others from being told. */
export const unreadable = (contractId: string, cause: unknown): Refused => ({
  contractId,
  event: 'OutageDetected',
  code: codeOf(cause),
  detail: String(cause).slice(0, MOST_CHARACTERS),
});

const codeOf = (cause: unknown): string => {
  if (cause instanceof StoreDamaged) return 'log-damaged';
  return cause instanceof ContractUnreadable ? 'contract-unreadable' : 'internal-error';
};
