import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Incoming } from '../http/incoming.js';
import {
  HomepageLimitRequest,
  HomepageMeasureRequest,
  LiabilityAnswerRequest,
  LiabilityClaimRequest,
  LiftRequest,
  RestrictionRequest,
  UsageReportRequest,
  UsageReportSubmissionRequest,
} from './measures.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { Recorder } from './recorder.js';

/** What the provider restricts, and what it is held liable for (Art. 11 to 15). */
@ApiTags('Measures and liability')
@Controller('v1/contracts/:contractId')
export class MeasuresController {
  constructor(private readonly recorder: Recorder) {}

  /** Functions are restricted (Art. 12) */
  @Post('restrictions')
  restrictFunctions(@Incoming() incoming: Incoming, @Body() data: RestrictionRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'FunctionsRestricted', data });
  }

  /** A restriction is lifted */
  @Post('restrictions/:restrictionId/lift')
  liftRestriction(@Incoming() incoming: Incoming, @Body() body: LiftRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'RestrictionLifted',
      data: { ...body, restrictionId: incoming.id('restrictionId') },
    });
  }

  /** A measure is taken on the homepage (Art. 13) */
  @Post('homepage-measures')
  takeMeasure(@Incoming() incoming: Incoming, @Body() data: HomepageMeasureRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'HomepageMeasureTaken', data });
  }

  /** A measure is lifted */
  @Post('homepage-measures/:measureId/lift')
  liftMeasure(@Incoming() incoming: Incoming, @Body() body: LiftRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'HomepageMeasureLifted',
      data: { ...body, measureId: incoming.id('measureId') },
    });
  }

  /** The homepage is limited (Art. 13) */
  @Post('homepage-limits')
  setLimit(@Incoming() incoming: Incoming, @Body() data: HomepageLimitRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'HomepageLimitSet', data });
  }

  /** A limit is lifted */
  @Post('homepage-limits/:limitId/lift')
  liftLimit(@Incoming() incoming: Incoming, @Body() body: LiftRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'HomepageLimitLifted',
      data: { ...body, limitId: incoming.id('limitId') },
    });
  }

  /** Damages are claimed (Art. 11, 14) */
  @Post('liability-claims')
  receiveLiabilityClaim(
    @Incoming() incoming: Incoming,
    @Body() data: LiabilityClaimRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'LiabilityClaimReceived', data });
  }

  /** A claim for damages is answered */
  @Post('liability-claims/:claimId/answer')
  answerLiabilityClaim(
    @Incoming() incoming: Incoming,
    @Body() body: LiabilityAnswerRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'LiabilityClaimAnswered',
      data: { ...body, claimId: incoming.id('claimId') },
    });
  }

  /** A usage report is asked for (Art. 15) */
  @Post('usage-reports')
  requestUsageReport(@Incoming() incoming: Incoming, @Body() data: UsageReportRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'UsageReportRequested', data });
  }

  /** A usage report is submitted */
  @Post('usage-reports/:reportId/submission')
  submitUsageReport(
    @Incoming() incoming: Incoming,
    @Body() body: UsageReportSubmissionRequest,
  ): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'UsageReportSubmitted',
      data: { ...body, reportId: incoming.id('reportId') },
    });
  }
}
