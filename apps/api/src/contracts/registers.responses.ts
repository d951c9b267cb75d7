import { AnswerResponse } from '../http/answer.responses.js';

abstract class StandingResponse {
  /** In force, or waiting for an answer, on the day. */
  readonly open!: boolean;
  /** Days since it began, that day not counted; up to its end where it has one. */
  readonly days!: number;
}
export class AgreementResponse extends StandingResponse {
  readonly agreementId!: string;
  readonly thirdParty!: string;
  readonly concludedOn!: string;
  readonly endedOn!: string | null;
}
export class ResolutionResponse {
  readonly resolvedOn!: string;
  readonly outcome!: string;
}
export class ComplaintResponse extends StandingResponse {
  readonly complaintId!: string;
  readonly thirdParty!: string | null;
  readonly receivedOn!: string;
  readonly summary!: string;
  readonly resolution!: ResolutionResponse | null;
}
export class SettingChangeReportResponse {
  readonly made!: boolean;
  readonly reportedOn!: string;
}
export class SettingChangeResponse extends StandingResponse {
  readonly changeId!: string;
  readonly requestedBy!: string;
  readonly requestedOn!: string;
  readonly description!: string;
  readonly report!: SettingChangeReportResponse | null;
}
export class InstructionResponse extends StandingResponse {
  readonly instructionId!: string;
  readonly givenOn!: string;
  readonly instruction!: string;
  readonly followedOn!: string | null;
}
export class MisuseReportResponse {
  readonly reportId!: string;
  readonly reportedOn!: string;
  readonly summary!: string;
  readonly instructions!: InstructionResponse[];
}
export class RestrictionResponse extends StandingResponse {
  readonly restrictionId!: string;
  readonly functions!: string[];
  readonly from!: string;
  readonly reason!: string;
  readonly liftedOn!: string | null;
}
export class MeasureResponse extends StandingResponse {
  readonly measureId!: string;
  readonly ground!: string;
  readonly complaintId!: string | null;
  readonly deemedNecessary!: boolean | null;
  readonly measures!: number[];
  readonly from!: string;
  readonly notifiedOn!: string | null;
  readonly reason!: string;
  readonly liftedOn!: string | null;
}
export class LimitResponse extends StandingResponse {
  readonly limitId!: string;
  readonly kind!: string;
  readonly limit!: string | null;
  readonly from!: string;
  readonly reason!: string;
  readonly liftedOn!: string | null;
}
export class LiabilityAnswerResponse {
  readonly answeredOn!: string;
  readonly answer!: string;
}
export class ExclusionResponse {
  readonly article!: string;
  readonly text!: string;
  readonly quote!: string | null;
}
export class LiabilityClaimResponse extends StandingResponse {
  readonly claimId!: string;
  readonly receivedOn!: string;
  readonly summary!: string;
  readonly basis!: string;
  readonly answer!: LiabilityAnswerResponse | null;
  /** The clause that excludes the liability, where one does on the face of the claim. */
  readonly excludedBy!: ExclusionResponse | null;
}
export class UsageReportResponse extends StandingResponse {
  readonly reportId!: string;
  readonly requestedOn!: string;
  readonly subject!: string;
  readonly submittedOn!: string | null;
}
/** The registers as of the day, each in the order of recording. */
export class RegistersResponse extends AnswerResponse {
  readonly agreements!: AgreementResponse[];
  readonly complaints!: ComplaintResponse[];
  readonly settingChanges!: SettingChangeResponse[];
  readonly misuseReports!: MisuseReportResponse[];
  readonly restrictions!: RestrictionResponse[];
  readonly measures!: MeasureResponse[];
  readonly limits!: LimitResponse[];
  readonly liabilityClaims!: LiabilityClaimResponse[];
  readonly usageReports!: UsageReportResponse[];
}
