import { Injectable } from '@nestjs/common';
import { assertNever, isoInstant } from '@ledger/kernel';
import { adoptionsKnown, type RecordedContractEvent } from '@ledger/contract';
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

  /** By the dispute's contracts, in the order of the recording in each; then the adoptions that were not withdrawn. */
  async to({ disputeId, opened }: Dispute): Promise<readonly DisputeLink[]> {
    const links: DisputeLink[] = [];
    for (const contractId of opened.data.contractIds) {
      const contract = await this.contracts.known(contractId);
      for (const event of contract?.history.recorded ?? []) {
        const kind = kindOfLink(event, disputeId);
        if (kind === undefined) continue;
        const { eventId, type, recordedAt } = event;
        links.push({ kind, contractId, eventId, type, recordedAt: isoInstant(recordedAt) });
      }
    }
    return [...links, ...(await this.#adoptions(disputeId))];
  }

  async #adoptions(disputeId: string): Promise<readonly DisputeLink[]> {
    return adoptionsKnown(await this.contracts.adoptions.upToDate())
      .filter(({ data, withdrawnBy }) => data.disputeId === disputeId && withdrawnBy === undefined)
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

const kindOfLink = (event: RecordedContractEvent, disputeId: string): DisputeLink['kind'] | undefined => {
  switch (event.type) {
    case 'SettlementAgreed':
      return event.data.disputeId === disputeId ? 'settlement' : undefined;
    case 'EventCorrected':
    case 'EventVoided':
      return event.data.disputeId === disputeId ? 'correction' : undefined;
    default:
      return undefined;
  }
};

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
