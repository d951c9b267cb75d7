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
  if (!isCommandType(type)) throw new InvalidFact({ pointer: '/type', detail: faultOfType(type) });
  if (type === 'EventCorrected' || type === 'EventVoided') return parseBy(type, correctionShapes[type], data);
  return parseFact(type, data);
};

/** Whether an event of this kind may come from outside. */
export const isCommandType = (type: string): type is Command['type'] => isEventType(type) && type !== 'StatementMade';

/** Why an event of a kind may not come from outside: what a statement says was read from this log, up to a place in it. */
export const faultOfType = (type: string): string =>
  isEventType(type)
    ? 'is made by the ledger alone: leave it out; export and restore carry it, with the log that it was read from'
    : 'is no kind of event';

export const isFactType = (type: string): type is FactType => Object.hasOwn(factShapes, type);
export const isEventType = (type: string): type is EventType =>
  isFactType(type) || Object.hasOwn(correctionShapes, type);

const parseBy = (type: EventType, shape: Shape<unknown>, data: unknown): Command =>
  ({ type, data: parsed(shape, data) }) as Command;
