import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Incoming } from '../http/incoming.js';
import {
  DemandRequest,
  PaymentRequest,
  PaymentReversalRequest,
  RepaymentRequest,
  SettlementRequest,
} from './money.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { Recorder } from './recorder.js';

/** What was demanded, paid, paid back and given up. */
@ApiTags('Money')
@Controller('v1/contracts/:contractId')
export class MoneyController {
  constructor(private readonly recorder: Recorder) {}

  /** The contractor is told to pay */
  @Post('demands')
  demandPayment(@Incoming() incoming: Incoming, @Body() data: DemandRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'PaymentDemanded', data });
  }

  /** A payment is received */
  @Post('payments')
  receivePayment(@Incoming() incoming: Incoming, @Body() data: PaymentRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'PaymentReceived', data });
  }

  /** A payment is reversed */
  @Post('payments/:paymentId/reversal')
  reversePayment(@Incoming() incoming: Incoming, @Body() body: PaymentReversalRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, {
      type: 'PaymentReversed',
      data: { ...body, paymentId: incoming.id('paymentId') },
    });
  }

  /** Money goes back to the contractor */
  @Post('repayments')
  repay(@Incoming() incoming: Incoming, @Body() data: RepaymentRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'Repaid', data });
  }

  /** An amount is given up by agreement */
  @Post('settlements')
  agreeSettlement(@Incoming() incoming: Incoming, @Body() data: SettlementRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, { type: 'SettlementAgreed', data });
  }
}
