import type { GenerationAcknowledgement } from '@ledger/application';
import type { FastifyReply } from 'fastify';
import type { RecordedGenerationResponse } from './generations.responses.js';

/** What was recorded, and where the generation can be looked at. */
export const recordedAnswer = (
  reply: FastifyReply,
  { recorded, replayed }: GenerationAcknowledgement,
): RecordedGenerationResponse => {
  void reply.header('location', `/v1/rebuilds/${recorded.generationId}`);
  if (replayed) void reply.header('idempotency-replayed', 'true');
  return { ...recorded, events: [...recorded.events] };
};
