import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { options, type Option } from '@ledger/contract';
import { Incoming } from '../http/incoming.js';
import { Problem } from '../http/problem.js';
import {
  AcceptanceRequest,
  ApplicationRequest,
  BillingStartRequest,
  ChangeRequest,
  ContractorChangeRequest,
  FeeQuoteRequest,
  FeeRevisionRequest,
  NoticeRequest,
  OptionRequest,
  RefusalRequest,
  TerminationRequest,
  WithdrawalRequest,
} from './life.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { Recorder } from './recorder.js';

/** A contract from its application to its end. */
@ApiTags('Life of a contract')
@Controller('v1/contracts')
export class LifeController {
  constructor(private readonly recorder: Recorder) {}

  /** A contract is applied for (Art. 8) */
  @Post()
  applyForContract(@Incoming() incoming: Incoming, @Body() body: ApplicationRequest): Promise<RecordedResponse> {
    const { contractId, ...data } = body;
    return this.recorder.record(incoming, { type: 'ContractApplied', data }, contractId);
  }

  /** The contractor's name changes, or another succeeds */
  @Post(':contractId/contractor')
  changeContractor(@Incoming() incoming: Incoming, @Body() data: ContractorChangeRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ContractorChanged', data });
  }

  /** Fees are quoted (annex 1) */
  @Post(':contractId/fee-quotes')
  quoteFees(@Incoming() incoming: Incoming, @Body() data: FeeQuoteRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'FeesQuoted', data });
  }

  /** The application is accepted (Art. 8), with the options applied for */
  @Post(':contractId/acceptance')
  acceptContract(@Incoming() incoming: Incoming, @Body() data: AcceptanceRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ContractAccepted', data });
  }

  /** The application is refused */
  @Post(':contractId/refusal')
  refuseContract(@Incoming() incoming: Incoming, @Body() data: RefusalRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ContractRefused', data });
  }

  /** Billing starts (Art. 1, 8) */
  @Post(':contractId/billing-start')
  startBilling(@Incoming() incoming: Incoming, @Body() data: BillingStartRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'BillingStarted', data });
  }

  /** A change of contract particulars is accepted (Art. 8) */
  @Post(':contractId/changes')
  acceptChange(@Incoming() incoming: Incoming, @Body() data: ChangeRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ChangeAccepted', data });
  }

  /** Monthly fees are revised from a day on */
  @Post(':contractId/fee-revisions')
  reviseFees(@Incoming() incoming: Incoming, @Body() data: FeeRevisionRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'FeesRevised', data });
  }

  /** An option is added (Art. 5) */
  @Post(':contractId/options')
  addOption(@Incoming() incoming: Incoming, @Body() data: OptionRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'OptionAdded', data });
  }

  /** An option's billing starts (Art. 5(3)) */
  @Post(':contractId/options/:option/billing-start')
  startOptionBilling(@Incoming() incoming: Incoming, @Body() body: BillingStartRequest): Promise<RecordedResponse> {
    const data = { ...body, option: optionOf(incoming.id('option')) };
    return this.recorder.record(incoming, { type: 'OptionBillingStarted', data });
  }

  /** A notice of termination arrives (Art. 5(4), 7) */
  @Post(':contractId/notices')
  receiveNotice(@Incoming() incoming: Incoming, @Body() data: NoticeRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'NoticeReceived', data });
  }

  /** A notice is withdrawn, with the provider's agreement (Civil Code 540(2)) */
  @Post(':contractId/notices/:noticeId/withdrawal')
  withdrawNotice(@Incoming() incoming: Incoming, @Body() body: WithdrawalRequest): Promise<RecordedResponse> {
    const data = { ...body, noticeId: incoming.id('noticeId') };
    return this.recorder.record(incoming, { type: 'NoticeWithdrawn', data });
  }

  /** The contract, or an option, is terminated without a notice under Art. 7 */
  @Post(':contractId/termination')
  terminateContract(@Incoming() incoming: Incoming, @Body() data: TerminationRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ContractTerminated', data });
  }
}

const optionOf = (name: string): Option => {
  const option = options.find((known) => known === name);
  if (option === undefined) throw new Problem('unknown-target', `there is no option ${name}`);
  return option;
};
