import {
  documentsShape,
  givenIdShape,
  idShape,
  InvalidFact,
  MOST_HYPOTHESES,
  parseHypotheses,
  parseKnownAt,
  parsePremises,
  premisesSchema,
  shapes,
  textShape,
  writtenPremises,
  type Document,
  type Fault,
  type Hypothesis,
  type WrittenPremises,
} from '@ledger/contract';
import { figureNamed } from '../figure.js';
import {
  disputeOutcomes,
  type DisputeDataOf,
  type DisputedQuestion,
  type DisputeEvent,
  type DisputeEventType,
} from './dispute-events.js';

const { anyObject, date, line, list, matching, object, oneOf, optional, parsed, shape } = shapes;
type Shape<Value> = shapes.Shape<Value>;

/** Contracts that one dispute may be about. */
export const MOST_CONTRACTS = 20;
/** The side that holds what is recorded, and nothing else: nobody needs to take it. */
export const RECORDED = 'recorded';

/** A text that can be read; what is wrong with it says the reader. */
const read = (form: Shape<string>, reader: (text: string) => unknown): Shape<string> =>
  shape(form.schema, (value, at, faults) => {
    const clean = form(value, at, faults);
    if (clean !== null) complain(() => reader(clean), at, faults);
    return clean;
  });

const complain = (work: () => unknown, at: string, faults: Fault[]): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push({ pointer: at, detail: error.message });
  }
};

const question = object<DisputedQuestion>({
  figure: read(line(300), figureNamed),
  asOf: date,
});
/** Written as premises are everywhere; what is wrong with it says their reader. */
const premise = <Name extends 'readings' | 'edition'>(name: Name): Shape<NonNullable<WrittenPremises[Name]>> =>
  shape(premisesSchema.properties?.[name] ?? {}, (value, at, faults) => {
    try {
      return writtenPremises(parsePremises({ [name]: value }))[name] ?? null;
    } catch (error) {
      if (!(error instanceof InvalidFact)) throw error;
      faults.push(...error.faults.map(({ pointer, detail }) => ({ pointer: pointer.replace(`/${name}`, at), detail })));
      return null;
    }
  });
const side = read(
  matching(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be ours, theirs or another name of 1 to 64 letters, digits and . _ -',
  ),
  (name) => {
    if (name === RECORDED) throw new RangeError('is what is recorded, and nobody’s position');
  },
);

/** What is held beside the hypothesis itself. */
interface Holding {
  readonly contractId?: string;
  readonly point?: string;
  readonly documents?: readonly Document[];
}
const holding = object<Holding>({
  contractId: optional(givenIdShape),
  point: optional(givenIdShape),
  documents: optional(documentsShape),
});
/** A hypothesis as a side holds it; its contract may be left out where there is only one. */
export type GivenHypothesis = Hypothesis & Holding;

const held: Shape<GivenHypothesis> = shape(anyObject.schema, (value, at, faults) => {
  const clean = anyObject(value, at, faults);
  if (clean === null) return null;
  const { contractId, point, documents, ...hypothesis } = clean;
  const beside = holding(
    Object.fromEntries(Object.entries({ contractId, point, documents }).filter(([, one]) => one !== undefined)),
    at,
    faults,
  );
  try {
    const [one] = parseHypotheses([hypothesis]);
    return { ...one, ...beside } as GivenHypothesis;
  } catch (error) {
    if (!(error instanceof InvalidFact)) throw error;
    faults.push(...error.faults.map(({ pointer, detail }) => ({ pointer: at + pointer.replace(/^\/0/, ''), detail })));
    return null;
  }
});

const documents = optional(documentsShape);
/** A position as it is taken; what it does not say it leaves as it is. */
export type GivenPosition = Pick<DisputeDataOf<'PositionTaken'>, 'side' | 'statement' | 'edition' | 'documents'> & {
  readonly readings?: readonly string[];
  readonly hypotheses?: readonly GivenHypothesis[];
};
/** A dispute as it is opened. Without `knownAt`, on all that is known then. */
export type GivenDispute = Omit<DisputeDataOf<'DisputeOpened'>, 'knownAt'> & { readonly knownAt?: string };

/** A command is named by what it asks to be recorded. */
export type DisputeCommand =
  | { readonly type: 'DisputeOpened'; readonly data: GivenDispute }
  | { readonly type: 'PositionTaken'; readonly data: GivenPosition }
  | Extract<DisputeEvent, { readonly type: 'DisputeNoteAdded' | 'DisputeDecided' | 'DisputeClosed' }>;
type CommandData<Type extends DisputeEventType> = Extract<DisputeCommand, { type: Type }>['data'];

const commandShapes: { readonly [Type in DisputeEventType]: Shape<CommandData<Type>> } = {
  DisputeOpened: object<GivenDispute>({
    contractIds: list(givenIdShape, { min: 1, max: MOST_CONTRACTS, unique: true }),
    question,
    knownAt: optional(read(line(60), parseKnownAt)),
    subject: textShape,
    documents,
  }),
  PositionTaken: object<GivenPosition>({
    side,
    statement: optional(textShape),
    readings: optional(premise('readings')),
    edition: optional(premise('edition')),
    hypotheses: optional(list(held, { max: MOST_HYPOTHESES })),
    documents,
  }),
  DisputeNoteAdded: object<CommandData<'DisputeNoteAdded'>>({ text: textShape, documents }),
  DisputeDecided: object<CommandData<'DisputeDecided'>>({
    decidedOn: date,
    side: optional(idShape),
    reason: textShape,
    documents,
  }),
  DisputeClosed: object<CommandData<'DisputeClosed'>>({
    closedOn: date,
    outcome: oneOf(...disputeOutcomes),
    reason: textShape,
    documents,
  }),
};

export const isDisputeEventType = (type: string): type is DisputeEventType => Object.hasOwn(commandShapes, type);

/** A command from outside, checked and copied clean. @throws {InvalidFact} with every fault. */
export const parseDisputeCommand = (type: DisputeEventType, data: unknown): DisputeCommand => {
  const command = { type, data: parsed<unknown>(commandShapes[type], data) } as DisputeCommand;
  if (command.type === 'DisputeOpened') requireOneQuestion(command.data);
  return command;
};

/** Amounts of several contracts add up; days and words do not. */
const requireOneQuestion = ({ contractIds, question: { figure } }: GivenDispute): void => {
  if (contractIds.length === 1 || figureNamed(figure).unit === 'yen') return;
  throw new InvalidFact({ pointer: '/contractIds', detail: `must be one contract: ${figure} is no amount` });
};
