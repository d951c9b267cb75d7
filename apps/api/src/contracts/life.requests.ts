import {
  contractorKinds,
  noticeForms,
  options,
  subjects,
  terminationGrounds,
  type ContractorKind,
  type NoticeForm,
  type Option,
  type Subject,
  type TerminationGround,
} from '@ledger/contract';
import {
  Amount,
  CivilDay,
  ClientId,
  DayOrMoment,
  Line,
  Nested,
  OneOf,
  Optional,
  SomeOf,
  Text,
} from '../http/fields.js';
import { DocumentedRequest } from './shared.requests.js';

export class ContractorRequest {
  /** @example '株式会社みなと' */
  @Line(200)
  readonly name!: string;

  /** @example '総務部 03-0000-0000' */
  @Optional()
  @Line(500)
  readonly contact?: string;

  @Optional()
  @OneOf(contractorKinds)
  readonly kind?: ContractorKind;
}

/** 申込 (Art. 8): a contract is applied for. */
export class ApplicationRequest extends DocumentedRequest {
  /**
   * The contract's id, where it has one already; else one is made.
   * @example 'minato-mail'
   */
  @Optional()
  @ClientId()
  readonly contractId?: string;

  @Nested(() => ContractorRequest)
  readonly contractor!: ContractorRequest;

  /** @example '2025-12-10' */
  @CivilDay()
  readonly appliedOn!: string;

  /** Options applied for with the contract: accepted with it. */
  @Optional()
  @SomeOf(options)
  readonly options?: Option[];
}

/** A change of name, or a succession. */
export class ContractorChangeRequest extends DocumentedRequest {
  /** The first day under the new name. */
  @CivilDay()
  readonly from!: string;

  @Line(200)
  readonly name!: string;

  @Optional()
  @Line(500)
  readonly contact?: string;

  @Text()
  readonly reason!: string;
}

export class QuotedFeesRequest {
  /** Yen. */
  @Amount()
  readonly initialFee!: string;

  /** Yen a month. */
  @Amount()
  readonly monthlyFee!: string;
}
export class QuotedOptionsRequest {
  @Optional()
  @Nested(() => QuotedFeesRequest)
  readonly homepage?: QuotedFeesRequest;
}

/** 別途示す金額 (annex 1): the fees as they were quoted to the contractor. */
export class FeeQuoteRequest extends DocumentedRequest {
  @CivilDay()
  readonly quotedOn!: string;

  /** Yen. */
  @Amount()
  readonly initialFee!: string;

  /** Yen a month. */
  @Amount()
  readonly monthlyFee!: string;

  @Optional()
  @Nested(() => QuotedOptionsRequest)
  readonly options?: QuotedOptionsRequest;
}

/** 承諾: the provider accepts the application. */
export class AcceptanceRequest extends DocumentedRequest {
  @CivilDay()
  readonly acceptedOn!: string;
}

/** The provider refuses the application. */
export class RefusalRequest extends DocumentedRequest {
  @CivilDay()
  readonly refusedOn!: string;

  @Text()
  readonly reason!: string;
}

/** 課金開始日: planned or past. */
export class BillingStartRequest extends DocumentedRequest {
  @CivilDay()
  readonly startsOn!: string;
}

/** 契約内容変更 (Art. 8): a change of contract particulars, with its one-time fee. */
export class ChangeRequest extends DocumentedRequest {
  @CivilDay()
  readonly acceptedOn!: string;

  @Text()
  readonly description!: string;

  /** Yen. */
  @Amount()
  readonly oneTimeFee!: string;
}

export class RevisedFeeRequest {
  /** Yen a month. */
  @Amount()
  readonly monthlyFee!: string;
}
export class RevisedOptionsRequest {
  @Optional()
  @Nested(() => RevisedFeeRequest)
  readonly homepage?: RevisedFeeRequest;
}

/** New monthly fees from a day on. */
export class FeeRevisionRequest extends DocumentedRequest {
  @CivilDay()
  readonly effectiveOn!: string;

  /** Yen a month, of the base. */
  @Optional()
  @Amount()
  readonly monthlyFee?: string;

  @Optional()
  @Nested(() => RevisedOptionsRequest)
  readonly options?: RevisedOptionsRequest;
}

/** オプションサービス (Art. 5): an option is added. */
export class OptionRequest extends DocumentedRequest {
  @OneOf(options)
  readonly option!: Option;

  @CivilDay()
  readonly appliedOn!: string;

  @CivilDay()
  readonly acceptedOn!: string;
}

/** 解約申込書 (Art. 5(4), 7): a notice of termination arrived. An arrival is recorded whatever it is worth. */
export class NoticeRequest extends DocumentedRequest {
  @OneOf(subjects)
  readonly subject!: Subject;

  /** An instant, or a date where the time is unknown. */
  @DayOrMoment()
  readonly arrivedAt!: string;

  /** 指定した日. */
  @Optional()
  @CivilDay()
  readonly designatedOn?: string;

  /** Only the provider's prescribed form has effect. */
  @OneOf(noticeForms)
  readonly form!: NoticeForm;
}

/** A notice is withdrawn with the provider's agreement (Civil Code 540(2)). */
export class WithdrawalRequest extends DocumentedRequest {
  @CivilDay()
  readonly agreedOn!: string;

  @Text()
  readonly reason!: string;
}

/** An end without a notice under Art. 7. */
export class TerminationRequest extends DocumentedRequest {
  @CivilDay()
  readonly declaredOn!: string;

  @CivilDay()
  readonly effectiveOn!: string;

  @OneOf(terminationGrounds)
  readonly ground!: TerminationGround;

  /** What ends; the contract where it is left out. */
  @Optional()
  @OneOf(subjects)
  readonly subject?: Subject;

  @Text()
  readonly reason!: string;
}
