import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate } from '@ledger/kernel';
import type { Lift } from '@ledger/contract';
import type { RegisteredLiabilityClaim, RegisteredMisuseReport, Registers, Standing } from '@ledger/figures';
import { dateText } from '../present.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** The registers as of the day: agreements, complaints, setting changes, reports, measures and so on. */
export class GetRegisters extends Query<RegistersAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
/** Each register in the order of recording. */
export interface RegistersAnswer extends AnswerHead {
  readonly agreements: readonly AgreementAnswer[];
  readonly complaints: readonly ComplaintAnswer[];
  readonly settingChanges: readonly SettingChangeAnswer[];
  readonly misuseReports: readonly MisuseReportAnswer[];
  readonly restrictions: readonly RestrictionAnswer[];
  readonly measures: readonly MeasureAnswer[];
  readonly limits: readonly LimitAnswer[];
  readonly liabilityClaims: readonly LiabilityClaimAnswer[];
  readonly usageReports: readonly UsageReportAnswer[];
}
/** Whether it stands, or waits for an answer, on the day; and the days since it began, that day not counted. */
interface StandingAnswer {
  readonly open: boolean;
  readonly days: number;
}
export interface AgreementAnswer extends StandingAnswer {
  readonly agreementId: string;
  readonly thirdParty: string;
  readonly concludedOn: string;
  readonly endedOn: string | null;
}
export interface ComplaintAnswer extends StandingAnswer {
  readonly complaintId: string;
  readonly thirdParty: string | null;
  readonly receivedOn: string;
  readonly summary: string;
  readonly resolution: { readonly resolvedOn: string; readonly outcome: string } | null;
}
export interface SettingChangeAnswer extends StandingAnswer {
  readonly changeId: string;
  readonly requestedBy: string;
  readonly requestedOn: string;
  readonly description: string;
  readonly report: { readonly made: boolean; readonly reportedOn: string } | null;
}
export interface MisuseReportAnswer {
  readonly reportId: string;
  readonly reportedOn: string;
  readonly summary: string;
  readonly instructions: readonly InstructionAnswer[];
}
export interface InstructionAnswer extends StandingAnswer {
  readonly instructionId: string;
  readonly givenOn: string;
  readonly instruction: string;
  readonly followedOn: string | null;
}
export interface RestrictionAnswer extends StandingAnswer {
  readonly restrictionId: string;
  readonly functions: readonly string[];
  readonly from: string;
  readonly reason: string;
  readonly liftedOn: string | null;
}
export interface MeasureAnswer extends StandingAnswer {
  readonly measureId: string;
  readonly ground: string;
  readonly complaintId: string | null;
  readonly deemedNecessary: boolean | null;
  readonly measures: readonly number[];
  readonly from: string;
  readonly notifiedOn: string | null;
  readonly reason: string;
  readonly liftedOn: string | null;
}
export interface LimitAnswer extends StandingAnswer {
  readonly limitId: string;
  readonly kind: string;
  readonly limit: string | null;
  readonly from: string;
  readonly reason: string;
  readonly liftedOn: string | null;
}
export interface LiabilityClaimAnswer extends StandingAnswer {
  readonly claimId: string;
  readonly receivedOn: string;
  readonly summary: string;
  readonly basis: string;
  readonly answer: { readonly answeredOn: string; readonly answer: string } | null;
  /** The clause that excludes the liability; null where none does on the face of the claim. */
  readonly excludedBy: { readonly article: string; readonly text: string; readonly quote: string | null } | null;
}
export interface UsageReportAnswer extends StandingAnswer {
  readonly reportId: string;
  readonly requestedOn: string;
  readonly subject: string;
  readonly submittedOn: string | null;
}

@QueryHandler(GetRegisters)
export class GetRegistersHandler implements IQueryHandler<GetRegisters> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetRegisters): Promise<RegistersAnswer> {
    const question = await this.questions.about(contractId, view);
    return { ...headOf(question, view), ...registersAnswer(question.figures.registers()) };
  }
}

const registersAnswer = (registers: Registers): Omit<RegistersAnswer, keyof AnswerHead> => ({
  agreements: registers.agreements.map((agreement) => ({
    agreementId: agreement.eventId,
    thirdParty: agreement.thirdParty,
    concludedOn: isoDate(agreement.concludedOn),
    endedOn: dateText(agreement.end?.endedOn),
    ...standingAnswer(agreement),
  })),
  complaints: registers.complaints.map(({ resolution, ...complaint }) => ({
    complaintId: complaint.eventId,
    thirdParty: complaint.thirdParty ?? null,
    receivedOn: isoDate(complaint.receivedOn),
    summary: complaint.summary,
    resolution:
      resolution === undefined ? null : { resolvedOn: isoDate(resolution.resolvedOn), outcome: resolution.outcome },
    ...standingAnswer(complaint),
  })),
  settingChanges: registers.settingChanges.map(({ report, ...change }) => ({
    changeId: change.eventId,
    requestedBy: change.requestedBy,
    requestedOn: isoDate(change.requestedOn),
    description: change.description,
    report: report === undefined ? null : { made: report.made, reportedOn: isoDate(report.reportedOn) },
    ...standingAnswer(change),
  })),
  misuseReports: registers.misuseReports.map(misuseReportAnswer),
  restrictions: registers.restrictions.map((restriction) => ({
    restrictionId: restriction.eventId,
    functions: restriction.functions,
    from: isoDate(restriction.from),
    reason: restriction.reason,
    liftedOn: liftedOn(restriction),
    ...standingAnswer(restriction),
  })),
  measures: registers.measures.map((measure) => ({
    measureId: measure.eventId,
    ground: measure.ground,
    complaintId: measure.complaintId ?? null,
    deemedNecessary: measure.deemedNecessary ?? null,
    measures: measure.measures,
    from: isoDate(measure.from),
    notifiedOn: dateText(measure.notifiedOn),
    reason: measure.reason,
    liftedOn: liftedOn(measure),
    ...standingAnswer(measure),
  })),
  limits: registers.limits.map((limit) => ({
    limitId: limit.eventId,
    kind: limit.kind,
    limit: limit.limit ?? null,
    from: isoDate(limit.from),
    reason: limit.reason,
    liftedOn: liftedOn(limit),
    ...standingAnswer(limit),
  })),
  liabilityClaims: registers.liabilityClaims.map(liabilityClaimAnswer),
  usageReports: registers.usageReports.map((report) => ({
    reportId: report.eventId,
    requestedOn: isoDate(report.requestedOn),
    subject: report.subject,
    submittedOn: dateText(report.submission?.submittedOn),
    ...standingAnswer(report),
  })),
});

const misuseReportAnswer = (report: RegisteredMisuseReport): MisuseReportAnswer => ({
  reportId: report.eventId,
  reportedOn: isoDate(report.reportedOn),
  summary: report.summary,
  instructions: report.instructions.map((instruction) => ({
    instructionId: instruction.eventId,
    givenOn: isoDate(instruction.givenOn),
    instruction: instruction.instruction,
    followedOn: dateText(instruction.followed?.followedOn),
    ...standingAnswer(instruction),
  })),
});

const liabilityClaimAnswer = ({ answer, excludedBy, ...claim }: RegisteredLiabilityClaim): LiabilityClaimAnswer => ({
  claimId: claim.eventId,
  receivedOn: isoDate(claim.receivedOn),
  summary: claim.summary,
  basis: claim.basis,
  answer: answer === undefined ? null : { answeredOn: isoDate(answer.answeredOn), answer: answer.answer },
  excludedBy:
    excludedBy === undefined
      ? null
      : {
          article: excludedBy.clause.label,
          text: excludedBy.text,
          quote: 'quote' in excludedBy.clause ? excludedBy.clause.quote : null,
        },
  ...standingAnswer(claim),
});

const liftedOn = ({ lift }: { readonly lift: Lift | undefined }): string | null => dateText(lift?.liftedOn);
const standingAnswer = ({ open, days }: Standing): StandingAnswer => ({ open, days });
