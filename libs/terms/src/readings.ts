import type { Question } from './question.js';
import { register } from './register.js';

type Register = typeof register;
export type ReadingId = keyof Register;
/** The answers that a question may be given. */
export type ChoiceOf<Id extends ReadingId> = Id extends ReadingId ? keyof Register[Id]['choices'] : never;
/** One answer to every question of the register: where the text leaves something open, each answer is a switch. */
export type Readings = { readonly [Id in ReadingId]: ChoiceOf<Id> };
/** One question answered. */
export type Reading = { readonly [Id in ReadingId]: { readonly id: Id; readonly choice: ChoiceOf<Id> } }[ReadingId];
/** A reading as it is written: `R05:separate`. */
export type ReadingText = string;

export const readingIds = Object.keys(register) as readonly ReadingId[];

/** The answers to a question, the default first. */
export const choicesOf = <Id extends ReadingId>(id: Id): readonly ChoiceOf<Id>[] =>
  Object.keys((register[id] as Question).choices) as unknown as readonly ChoiceOf<Id>[];

/** The default reading of every question. */
export const defaultReadings: Readings = Object.fromEntries(
  readingIds.map((id) => [id, choicesOf(id)[0]]),
) as unknown as Readings;

/**
 * The reading written as `R05:separate`.
 * @throws {RangeError} for an unknown question or an unknown answer, saying which there are
 */
export const parseReading = (text: ReadingText): Reading => {
  const separator = text.indexOf(':');
  if (separator < 0) throw new RangeError(`a reading is written R05:separate, not ${JSON.stringify(text)}`);
  const [id, choice] = [text.slice(0, separator), text.slice(separator + 1)];
  if (!Object.hasOwn(register, id)) {
    throw new RangeError(
      `no reading ${JSON.stringify(id)}; there are ${String(readingIds[0])} to ${String(readingIds.at(-1))}`,
    );
  }
  const choices: readonly string[] = choicesOf(id as ReadingId);
  if (!choices.includes(choice)) {
    throw new RangeError(`${id} has no answer ${JSON.stringify(choice)}; it has ${choices.join(', ')}`);
  }
  return { id, choice } as Reading;
};

/** Several readings as they are written, together. @throws {RangeError} as above, and where one question gets two different answers */
export const parseReadings = (texts: readonly ReadingText[]): Partial<Readings> => {
  const answers = new Map<ReadingId, string>();
  for (const { id, choice } of texts.map(parseReading)) {
    const before = answers.get(id) ?? choice;
    if (before !== choice) throw new RangeError(`${id} is answered both ${before} and ${choice}`);
    answers.set(id, choice);
  }
  return Object.fromEntries(answers);
};

/** The readings that are not the register's, as they are written. */
export const departures = (readings: Readings): readonly ReadingText[] =>
  readingIds.filter((id) => readings[id] !== defaultReadings[id]).map((id) => `${id}:${readings[id]}`);
