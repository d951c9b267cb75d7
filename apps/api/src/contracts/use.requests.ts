import { CivilDay, Flag, Line, Lines, Optional, Text } from '../http/fields.js';
import { DocumentedRequest } from './shared.requests.js';

/** 対象ドメイン名・IP アドレス (Art. 3): the whole set from a day on. */
export class TargetsRequest extends DocumentedRequest {
  @CivilDay()
  readonly from!: string;

  /** Names in any script; they are normalised to their ASCII form. */
  @Lines({ max: 10_000, length: 1000 })
  readonly domains!: string[];

  /** IPv4 and IPv6 addresses and prefixes. */
  @Lines({ max: 10_000, length: 1000 })
  readonly ipAddresses!: string[];
}

/** Art. 2: a third party may use the service while an agreement stands. */
export class ThirdPartyAgreementRequest extends DocumentedRequest {
  @Line(200)
  readonly thirdParty!: string;

  @CivilDay()
  readonly concludedOn!: string;

  /** Whether it conforms to the terms (Art. 2(2)). */
  @Flag()
  readonly conformsToTerms!: boolean;
}
export class ThirdPartyAgreementEndRequest extends DocumentedRequest {
  @CivilDay()
  readonly endedOn!: string;
}

/** 苦情: a third party complains. */
export class ComplaintRequest extends DocumentedRequest {
  @Optional()
  @Line(200)
  readonly thirdParty?: string;

  @CivilDay()
  readonly receivedOn!: string;

  @Text()
  readonly summary!: string;
}
export class ComplaintResolutionRequest extends DocumentedRequest {
  @CivilDay()
  readonly resolvedOn!: string;

  @Text()
  readonly outcome!: string;
}

/** 管理責任者 (Art. 6). */
export class AdministratorRequest extends DocumentedRequest {
  @Line(200)
  readonly name!: string;

  @Optional()
  @Line(500)
  readonly contact?: string;

  @CivilDay()
  readonly from!: string;
}

/** Art. 4, 6(3): a change of settings is asked for. */
export class SettingChangeRequest extends DocumentedRequest {
  /** Must be the administrator of the day. */
  @Line(200)
  readonly requestedBy!: string;

  @CivilDay()
  readonly requestedOn!: string;

  @Text()
  readonly description!: string;
}
export class SettingChangeReportRequest extends DocumentedRequest {
  /** Whether the change was made. */
  @Flag()
  readonly made!: boolean;

  @CivilDay()
  readonly reportedOn!: string;
}

/** 不正利用 (Art. 6): unauthorized use is reported. */
export class MisuseReportRequest extends DocumentedRequest {
  @CivilDay()
  readonly reportedOn!: string;

  @Text()
  readonly summary!: string;
}
export class InstructionRequest extends DocumentedRequest {
  @CivilDay()
  readonly givenOn!: string;

  @Text()
  readonly instruction!: string;
}
export class InstructionFollowedRequest extends DocumentedRequest {
  @CivilDay()
  readonly followedOn!: string;
}
