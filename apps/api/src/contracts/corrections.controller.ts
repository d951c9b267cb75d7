import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Command } from '@ledger/contract';
import { Incoming } from '../http/incoming.js';
import { invalid } from '../http/problem.js';
import { CorrectionRequest } from './corrections.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { Recorder } from './recorder.js';

/** What was recorded wrongly. Nothing is rewritten: what was known then stays known as it was. */
@ApiTags('Corrections')
@Controller('v1/contracts/:contractId')
export class CorrectionsController {
  constructor(private readonly recorder: Recorder) {}

  /** An event is corrected, or counts no more */
  @Post('corrections')
  correctEvent(@Incoming() incoming: Incoming, @Body() body: CorrectionRequest): Promise<RecordedResponse> {
    return this.recorder.record(incoming, commandOf(body));
  }
}

const commandOf = ({ replacement, void: isVoid, ...data }: CorrectionRequest): Command => {
  if ((replacement === undefined) === (isVoid === undefined)) {
    throw invalid([{ pointer: '', detail: 'either replacement or void must stand, and not both' }]);
  }
  return replacement === undefined
    ? { type: 'EventVoided', data }
    : { type: 'EventCorrected', data: { ...data, replacement } };
};
