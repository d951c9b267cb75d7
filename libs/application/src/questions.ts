import { Injectable } from '@nestjs/common';
import { civilDate, Clock, isoDate, japaneseDateOf, type CivilDate } from '@ledger/kernel';
import {
  historyOf,
  historyUnder,
  interpretationUnder,
  knownAtText,
  readingsAdopted,
  type Adoptions,
  type History,
  type KnownAt,
} from '@ledger/contract';
import { figuresOn, type Figures } from '@ledger/figures';
import { departures, type Interpretation } from '@ledger/terms';
import { codeVersion } from './code-version.js';
import { editionAnswer } from './edition-answer.js';
import { ContractNotFound, ContractNotKnownThen, InvalidRequest, KnownAtBeyondLog } from './errors.js';
import type { StoredContract } from './stored-contract.js';
import { Streams } from './streams.js';
import type { AnswerHead, View } from './view.js';

/** A question about a contract, with everything that its answer follows from. */
export interface Question {
  readonly contract: StoredContract;
  readonly head: bigint;
  /** What was known at the state of knowledge asked about, and what is supposed beside it. */
  readonly history: History;
  readonly asOf: CivilDate;
  /** What was adopted, at that state of knowledge and later. */
  readonly adoptions: Adoptions;
  /** That of the day asked about. */
  readonly interpretation: Interpretation;
  /** What is asked for; else what was adopted by a day, at that state of knowledge; else the register's. */
  readonly interpretationOn: (day: CivilDate) => Interpretation;
  readonly figures: Figures;
}

/** Instants and planned days reach as far. */
const LAST_DAY = civilDate('2199-12-31');

/** Puts the questions about a contract to its stream. */
@Injectable()
export class Questions {
  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** @throws {ContractNotFound} {ContractNotKnownThen} {KnownAtBeyondLog} {InvalidRequest} {RefusedHypothesis} */
  async about(contractId: string, view: View): Promise<Question> {
    const asOf = this.#dayOf(view);
    return questionOf(await this.#read(contractId), { ...view, asOf });
  }

  /** Several questions about a contract, put to one reading of it. What the questions throw is thrown where one is put. */
  async reading(contractId: string): Promise<(view: View) => Question> {
    const read = await this.#read(contractId);
    return (view) => questionOf(read, { ...view, asOf: this.#dayOf(view) });
  }

  /** The same, and beside it what is recorded as of the same day: both of one reading. */
  async besideRecorded(
    contractId: string,
    premises: View,
  ): Promise<{ readonly recorded: Question; readonly supposed: Question }> {
    const asOf = this.#dayOf(premises);
    const ask = await this.reading(contractId);
    return { recorded: ask({ asOf }), supposed: ask({ ...premises, asOf }) };
  }

  #dayOf({ asOf = japaneseDateOf(this.clock.now()) }: View): CivilDate {
    if (asOf > LAST_DAY) throw new InvalidRequest('asOf', 'must not be after 2199-12-31');
    return asOf;
  }

  async #read(contractId: string): Promise<Read> {
    const { contract, head } = await this.streams.read(contractId);
    if (contract === undefined) throw new ContractNotFound(contractId);
    const adoptions = await this.streams.adoptions.upToDate(); // after the contract: it is asked what was adopted up to the same place
    return { contract, head, adoptions };
  }
}

type Read = Pick<Question, 'contract' | 'head' | 'adoptions'>;

const questionOf = (read: Read, view: View & { readonly asOf: CivilDate }): Question => {
  const { contract, head, adoptions } = read;
  const { asOf } = view;
  const known = knownHistory(contract, view.knownAt, head);
  const interpretationOn = (day: CivilDate): Interpretation =>
    interpretationUnder(readingsAdopted(adoptions, contract.contractId, day, view.knownAt ?? { position: head }), view);
  const interpretation = interpretationOn(asOf);
  const history = historyUnder(known, view.hypotheses ?? [], interpretation);
  const figures = figuresOn(history, asOf, interpretation);
  return { ...read, history, asOf, interpretation, interpretationOn, figures };
};

/** @param parameter what the state of knowledge was asked for by */
export const knownHistory = (
  contract: StoredContract,
  knownAt: KnownAt,
  head: bigint,
  parameter = 'knownAt',
): History => {
  if (knownAt === undefined) return contract.history;
  checkPosition(parameter, knownAt, head);
  const history = historyOf(contract.contractId, contract.history.recorded, knownAt);
  if (history.recorded.length === 0) throw new ContractNotKnownThen(contract.contractId);
  return history;
};

/** @throws {KnownAtBeyondLog} */
export const checkPosition = (parameter: string, knownAt: KnownAt, head: bigint): void => {
  if (knownAt !== undefined && 'position' in knownAt && knownAt.position > head) {
    throw new KnownAtBeyondLog(parameter, knownAt.position, head);
  }
};

/** What the answer says of itself. @param figures those that are answered with, where they are of another day than was asked about */
export const headOf = (
  { head, interpretation, ...question }: Question,
  { knownAt }: View,
  { contract }: Figures = question.figures,
): AnswerHead => ({
  asOf: isoDate(contract.asOf),
  knownAt: knownAtText(knownAt),
  readings: departures(interpretation.readings),
  position: String(readTo(knownAt, head)),
  edition: editionAnswer(contract, interpretation.terms),
  codeVersion,
});

/** How far the log is read for an answer. */
export const readTo = (knownAt: KnownAt, head: bigint): bigint =>
  knownAt !== undefined && 'position' in knownAt ? knownAt.position : head;
