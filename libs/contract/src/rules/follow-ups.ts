import type { CivilDate } from '@ledger/kernel';
import type { Contract } from '../contract.js';
import { clauseOf, eventDefinitions } from '../event-definitions.js';
import type { DataOf, FactType } from '../events.js';
import { requireFirst, requireKnown, requireNotBefore } from './requirements.js';
import type { Rule } from './rule.js';

/** What is said once of an earlier fact, and of no day before it: its end, answer, resolution, reversal or lift. */
interface FollowUp<Type extends FactType, Entry> {
  readonly id: (data: DataOf<Type>) => string;
  readonly of: (contract: Contract) => readonly Entry[];
  readonly beganOn: (entry: Entry) => CivilDate;
  /** The earlier fact's own field for it, once it is recorded. */
  readonly standing: (entry: Entry) => { readonly eventId: string } | undefined;
}

const followUp =
  <Type extends FactType, Entry extends { readonly eventId: string }>(
    type: Type,
    { id, of, beganOn, standing }: FollowUp<Type, Entry>,
  ): Rule<Type> =>
  (data, { known, on }) => {
    const targetId = id(data);
    const kind = targetKindOf(type);
    const entry = requireKnown(
      of(known).find(({ eventId }) => eventId === targetId),
      kind,
      targetId,
    );
    const clause = clauseOf({ type, data });
    requireFirst(standing(entry), clause, `this was already said of the ${kind}`);
    requireNotBefore(on, beganOn(entry), clause, `the ${kind}`);
  };

export const followUps = {
  PaymentReversed: followUp('PaymentReversed', {
    id: ({ paymentId }) => paymentId,
    of: ({ payments }) => payments,
    beganOn: ({ receivedOn }) => receivedOn,
    standing: ({ reversal }) => reversal,
  }),
  ThirdPartyAgreementEnded: followUp('ThirdPartyAgreementEnded', {
    id: ({ agreementId }) => agreementId,
    of: ({ agreements }) => agreements,
    beganOn: ({ concludedOn }) => concludedOn,
    standing: ({ end }) => end,
  }),
  ThirdPartyComplaintResolved: followUp('ThirdPartyComplaintResolved', {
    id: ({ complaintId }) => complaintId,
    of: ({ complaints }) => complaints,
    beganOn: ({ receivedOn }) => receivedOn,
    standing: ({ resolution }) => resolution,
  }),
  SettingChangeReported: followUp('SettingChangeReported', {
    id: ({ changeId }) => changeId,
    of: ({ settingChanges }) => settingChanges,
    beganOn: ({ requestedOn }) => requestedOn,
    standing: ({ report }) => report,
  }),
  RestrictionLifted: followUp('RestrictionLifted', {
    id: ({ restrictionId }) => restrictionId,
    of: ({ restrictions }) => restrictions,
    beganOn: ({ from }) => from,
    standing: ({ lift }) => lift,
  }),
  HomepageMeasureLifted: followUp('HomepageMeasureLifted', {
    id: ({ measureId }) => measureId,
    of: ({ measures }) => measures,
    beganOn: ({ from }) => from,
    standing: ({ lift }) => lift,
  }),
  HomepageLimitLifted: followUp('HomepageLimitLifted', {
    id: ({ limitId }) => limitId,
    of: ({ limits }) => limits,
    beganOn: ({ from }) => from,
    standing: ({ lift }) => lift,
  }),
  LiabilityClaimAnswered: followUp('LiabilityClaimAnswered', {
    id: ({ claimId }) => claimId,
    of: ({ liabilityClaims }) => liabilityClaims,
    beganOn: ({ receivedOn }) => receivedOn,
    standing: ({ answer }) => answer,
  }),
  UsageReportSubmitted: followUp('UsageReportSubmitted', {
    id: ({ reportId }) => reportId,
    of: ({ usageReports }) => usageReports,
    beganOn: ({ requestedOn }) => requestedOn,
    standing: ({ submission }) => submission,
  }),
} as const;

const targetKindOf = (type: FactType): string => {
  const [target] = Object.values<FactType>(eventDefinitions[type].path ?? {});
  return (target && eventDefinitions[target].makes) ?? 'event';
};
