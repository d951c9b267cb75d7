import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Incoming } from '../http/incoming.js';
import { ClaimRequest, DecisionRequest, OutageRequest, RecoveryRequest } from './outages.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { Recorder } from './recorder.js';

/** Outages, and the reductions of Art. 10 claimed for them. */
@ApiTags('Outages and reductions')
@Controller('v1/contracts/:contractId')
export class OutagesController {
  constructor(private readonly recorder: Recorder) {}

  /** The service cannot be used (Art. 10) */
  @Post('outages')
  detectOutage(@Incoming() incoming: Incoming, @Body() data: OutageRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'OutageDetected', data });
  }

  /** An outage is over */
  @Post('outages/:outageId/recovery')
  recoverOutage(@Incoming() incoming: Incoming, @Body() body: RecoveryRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'OutageRecovered',
      data: { ...body, outageId: incoming.id('outageId') },
    });
  }

  /** The contractor claims the reduction (Art. 10) */
  @Post('outages/:outageId/claim')
  claimReduction(@Incoming() incoming: Incoming, @Body() body: ClaimRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'ReductionClaimed',
      data: { ...body, outageId: incoming.id('outageId') },
    });
  }

  /** The provider decides on the claim */
  @Post('outages/:outageId/decision')
  decideReduction(@Incoming() incoming: Incoming, @Body() body: DecisionRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'ReductionDecided',
      data: { ...body, outageId: incoming.id('outageId') },
    });
  }
}
