import { Injectable } from '@nestjs/common';
import { assertNever, isoInstant } from '@ledger/kernel';
import { adoptionsKnown, type Adoption, type History } from '@ledger/contract';
import { DisputeConflict, type Dispute, type DisputeOutcome } from '@ledger/disputes';
import { Streams } from '../streams.js';

/** Something recorded that names a dispute. */
export interface DisputeLink {
  readonly kind: 'correction' | 'settlement' | 'adoption';
  /** Null for an adoption: it says itself which contracts it is for. */
  readonly contractId: string | null;
  readonly eventId: string;
  readonly type: string;
  readonly recordedAt: string;
}

/** What names a dispute: what was corrected, agreed or adopted because of it. */
@Injectable()
export class DisputeLinks {
  constructor(private readonly contracts: Streams) {}

  /** By the dispute's contracts, in the order of the recording in each; then the adoptions for any of them that were not withdrawn. */
  async to(dispute: Dispute): Promise<readonly DisputeLink[]> {
    const { disputeId, opened } = dispute;
    const links: DisputeLink[] = [];
    for (const contractId of opened.data.contractIds) {
      const contract = await this.contracts.known(contractId);
      if (contract !== undefined) links.push(...linksIn(contract.history, disputeId));
    }
    return [...links, ...(await this.#adoptions(dispute))];
  }

  async #adoptions({ disputeId, opened }: Dispute): Promise<readonly DisputeLink[]> {
    return adoptionsKnown(await this.contracts.adoptions.upToDate())
      .filter(({ data, withdrawnBy }) => data.disputeId === disputeId && withdrawnBy === undefined)
      .filter((adoption) => isForAny(adoption, opened.data.contractIds))
      .map(({ place: { eventId, recordedAt } }) => ({
        kind: 'adoption',
        contractId: null,
        eventId,
        type: 'ReadingsAdopted',
        recordedAt: isoInstant(recordedAt),
      }));
  }

  /** A dispute does not end in what was not recorded. @throws {DisputeConflict} */
  async require(dispute: Dispute, outcome: DisputeOutcome): Promise<void> {
    const wanted = linkFor(outcome);
    if (wanted === undefined || (await this.to(dispute)).some(({ kind }) => kind === wanted)) return;
    throw new DisputeConflict('nothing-names-the-dispute', `no ${wanted} names dispute ${dispute.disputeId}`);
  }
}

/** Corrections as they were recorded, settlements as they stand: one that is void settles nothing. */
const linksIn = ({ contractId, recorded, facts }: History, disputeId: string): readonly DisputeLink[] => {
  const standing = new Map(facts.map((fact) => [fact.eventId, fact]));
  return recorded.flatMap(({ type, eventId, recordedAt, data }): readonly DisputeLink[] => {
    const isCorrected = type === 'EventCorrected' || type === 'EventVoided';
    const fact = isCorrected ? { type, data } : standing.get(eventId);
    if (fact === undefined || !('disputeId' in fact.data) || fact.data.disputeId !== disputeId) return [];
    const kind = isCorrected ? 'correction' : 'settlement';
    return [{ kind, contractId, eventId, type, recordedAt: isoInstant(recordedAt) }];
  });
};

const isForAny = ({ data: { scope } }: Adoption, contractIds: readonly string[]): boolean =>
  scope === 'all' || scope.contractIds.some((contractId) => contractIds.includes(contractId));

const linkFor = (outcome: DisputeOutcome): DisputeLink['kind'] | undefined => {
  switch (outcome) {
    case 'corrections':
      return 'correction';
    case 'settlement':
      return 'settlement';
    case 'adopted-reading':
      return 'adoption';
    case 'upheld':
    case 'withdrawn':
      return undefined;
    default:
      return assertNever(outcome);
  }
};
