import { instant, japaneseDateOf } from '@ledger/kernel';
import { article10, quote } from '@ledger/terms';
import type { Outage } from '../contract.js';
import { InvalidFact } from '../errors.js';
import type { DataOf } from '../events.js';
import type { Situation } from '../situation.js';
import { refuse, requireFirst, requireKnown, requireNotBefore } from './requirements.js';

/* Outages and reductions: Art. 10. The world acts here, so nothing depends on the contract's state. */

export const detection = ({ outageId, occurredAt, awareAt }: DataOf<'OutageDetected'>, { known }: Situation): void => {
  if (instant(awareAt) < instant(occurredAt)) {
    throw new InvalidFact({ pointer: '/awareAt', detail: 'nobody is aware of an outage before it occurs' });
  }
  const namesake = known.outages.find((outage) => outage.outageId === outageId);
  requireFirst(namesake, quote(article10), `outage ${String(outageId)} is already recorded`);
};

/** An outage may be over before the provider learns of it, but not before it began. */
export const recovery = ({ outageId, recoveredAt }: DataOf<'OutageRecovered'>, situation: Situation): void => {
  const outage = knownOutage(outageId, situation);
  requireFirst(outage.recovery, quote(article10), 'the recovery is already recorded');
  if (instant(recoveredAt) < outage.occurredAt) {
    refuse('before-its-beginning', quote(article10), 'the recovery is before the outage occurred');
  }
};

/** A claim counts as it falls: too early, late and repeated ones are recorded too. */
export const claim = ({ outageId }: DataOf<'ReductionClaimed'>, situation: Situation): void => {
  knownOutage(outageId, situation);
};

/** Decisions replace each other, and may differ from the terms: then that is shown. */
export const reductionDecision = ({ outageId }: DataOf<'ReductionDecided'>, situation: Situation): void => {
  const outage = knownOutage(outageId, situation);
  requireNotBefore(situation.on, japaneseDateOf(outage.awareAt), quote(article10), 'the provider knew');
};

const knownOutage = (outageId: string, { known }: Situation): Outage =>
  requireKnown(
    known.outages.find((outage) => outage.outageId === outageId),
    'outage',
    outageId,
  );
