import type { Command } from './command.js';
import { InvalidFact } from './errors.js';
import type { EventType, FactEvent, FactType } from './events.js';
import { correctionShapes, factShapes } from './fact-shapes.js';
import { parsed, type Shape } from './shapes.js';

/** The data of a fact, checked and copied clean: nothing in it but what a fact of this kind has. @throws {InvalidFact} with every fault. */
export const parseFact = <Type extends FactType>(type: Type, data: unknown): Extract<FactEvent, { type: Type }> =>
  parseBy(type, factShapes[type], data) as Extract<FactEvent, { type: Type }>;

/** A command from outside, of any kind, with the ids of its path among its data. @throws {InvalidFact} with every fault. */
export const parseCommand = (type: string, data: unknown): Command => {
  if (!isEventType(type)) throw new InvalidFact({ pointer: '/type', detail: 'is no kind of event' });
  if (type === 'StatementMade') throw new InvalidFact({ pointer: '/type', detail: 'is made by the ledger alone' });
  if (type === 'EventCorrected' || type === 'EventVoided') return parseBy(type, correctionShapes[type], data);
  return parseFact(type, data);
};

export const isFactType = (type: string): type is FactType => Object.hasOwn(factShapes, type);
export const isEventType = (type: string): type is EventType =>
  isFactType(type) || Object.hasOwn(correctionShapes, type);

const parseBy = (type: EventType, shape: Shape<unknown>, data: unknown): Command =>
  ({ type, data: parsed(shape, data) }) as Command;
