import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Incoming } from '../http/incoming.js';
import {
  AdministratorRequest,
  ComplaintRequest,
  ComplaintResolutionRequest,
  InstructionFollowedRequest,
  InstructionRequest,
  MisuseReportRequest,
  SettingChangeReportRequest,
  SettingChangeRequest,
  TargetsRequest,
  ThirdPartyAgreementEndRequest,
  ThirdPartyAgreementRequest,
} from './use.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { Recorder } from './recorder.js';

/** Who may use the service for what, and how it is set up (Art. 2, 3, 4, 6). */
@ApiTags('Use of the service')
@Controller('v1/contracts/:contractId')
export class UseController {
  constructor(private readonly recorder: Recorder) {}

  /** Domains and addresses are designated (Art. 3) */
  @Post('targets')
  designateTargets(@Incoming() incoming: Incoming, @Body() data: TargetsRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'TargetsDesignated', data });
  }

  /** An agreement with a third party is registered (Art. 2) */
  @Post('third-party-agreements')
  registerAgreement(
    @Incoming() incoming: Incoming,
    @Body() data: ThirdPartyAgreementRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ThirdPartyAgreementRegistered', data });
  }

  /** An agreement with a third party ends */
  @Post('third-party-agreements/:agreementId/end')
  endAgreement(@Incoming() incoming: Incoming, @Body() body: ThirdPartyAgreementEndRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'ThirdPartyAgreementEnded',
      data: { ...body, agreementId: incoming.id('agreementId') },
    });
  }

  /** A third party complains (Art. 2, 13) */
  @Post('complaints')
  receiveComplaint(@Incoming() incoming: Incoming, @Body() data: ComplaintRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'ThirdPartyComplaintReceived', data });
  }

  /** A complaint is resolved */
  @Post('complaints/:complaintId/resolution')
  resolveComplaint(
    @Incoming() incoming: Incoming,
    @Body() body: ComplaintResolutionRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'ThirdPartyComplaintResolved',
      data: { ...body, complaintId: incoming.id('complaintId') },
    });
  }

  /** An administrator is appointed (Art. 6) */
  @Post('administrators')
  appointAdministrator(@Incoming() incoming: Incoming, @Body() data: AdministratorRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'AdministratorAppointed', data });
  }

  /** A change of settings is asked for (Art. 4, 6(3)) */
  @Post('setting-changes')
  requestSettingChange(@Incoming() incoming: Incoming, @Body() data: SettingChangeRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'SettingChangeRequested', data });
  }

  /** Whether a change of settings was made */
  @Post('setting-changes/:changeId/report')
  reportSettingChange(
    @Incoming() incoming: Incoming,
    @Body() body: SettingChangeReportRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'SettingChangeReported',
      data: { ...body, changeId: incoming.id('changeId') },
    });
  }

  /** Unauthorized use is reported (Art. 6) */
  @Post('misuse-reports')
  reportMisuse(@Incoming() incoming: Incoming, @Body() data: MisuseReportRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'MisuseReported', data });
  }

  /** The provider gives an instruction (Art. 6) */
  @Post('misuse-reports/:reportId/instructions')
  giveInstruction(@Incoming() incoming: Incoming, @Body() body: InstructionRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'InstructionGiven',
      data: { ...body, reportId: incoming.id('reportId') },
    });
  }

  /** An instruction is followed */
  @Post('misuse-reports/:reportId/instructions/:instructionId/followed')
  followInstruction(
    @Incoming() incoming: Incoming,
    @Body() body: InstructionFollowedRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'InstructionFollowed',
      data: { ...body, reportId: incoming.id('reportId'), instructionId: incoming.id('instructionId') },
    });
  }
}
