import type { EventType } from './events.js';
import { correctionShapes, factShapes } from './fact-shapes.js';
import type { JsonSchema } from './shapes.js';

/** What is recorded says, too, of what kind the event is that it corrects. */
const recordedCorrection = ({ properties, required = [], ...schema }: JsonSchema): JsonSchema => ({
  ...schema,
  properties: { ...properties, type: { enum: Object.keys(factShapes) } },
  required: [...required, 'type'],
});

/**
 * What the data of an event of each kind looks like, as JSON Schema: made of the very shapes that what comes in is checked by. A text that
 * was erased reads `[erased]`.
 */
export const eventSchemas: Readonly<Record<EventType, JsonSchema>> = {
  ...(Object.fromEntries(Object.entries(factShapes).map(([type, { schema }]) => [type, schema])) as Record<
    EventType,
    JsonSchema
  >),
  EventCorrected: recordedCorrection(correctionShapes.EventCorrected.schema),
  EventVoided: correctionShapes.EventVoided.schema,
};
