import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, isoDate, japaneseDateOf } from '@ledger/kernel';
import { writtenPremises, type DataOf } from '@ledger/contract';
import { departures } from '@ledger/terms';
import { codeVersion } from '../code-version.js';
import { Contracts } from '../contracts.js';
import type { Acknowledgement, Envelope } from '../envelope.js';
import { NothingFound } from '../errors.js';
import { Questions, readTo, type Question } from '../questions.js';
import type { View } from '../view.js';
import { statedFigure } from './stated-figure.js';

/** Asks for an answer that is kept, so that it can be relied on: the ledger computes it and records what it said. */
export class MakeStatement extends Command<Acknowledgement> {
  constructor(
    readonly contractId: string,
    readonly asked: AskedStatement,
    readonly envelope: Envelope,
  ) {
    super();
  }
}
export interface AskedStatement {
  readonly statementId?: string | undefined;
  /** `obligations/<id>`, `totals`, `termination` or `credits/<outageId>`. */
  readonly figure: string;
  /** Never with hypotheses: nobody can rely on what is only supposed. */
  readonly premises: Omit<View, 'hypotheses'>;
  /** Who was told. */
  readonly toldTo?: string | undefined;
}

@CommandHandler(MakeStatement)
export class MakeStatementHandler implements ICommandHandler<MakeStatement> {
  constructor(
    private readonly contracts: Contracts,
    private readonly questions: Questions,
    private readonly clock: Clock,
  ) {}

  /** @throws {NothingFound} for a figure that there is not, and what `Questions.about` and `Contracts.record` throw */
  execute({ contractId, asked, envelope }: MakeStatement): Promise<Acknowledgement> {
    const body = { ...asked, premises: writtenPremises(asked.premises) };
    return this.contracts.recordComputed(contractId, body, envelope, async () => ({
      type: 'StatementMade',
      data: await this.#statement(contractId, asked),
    }));
  }

  async #statement(
    contractId: string,
    { statementId, figure, premises, toldTo }: AskedStatement,
  ): Promise<DataOf<'StatementMade'>> {
    const asked = await this.questions.about(contractId, premises);
    const position = positionOf(asked, premises);
    const question = await this.questions.about(contractId, { ...premises, asOf: asked.asOf, knownAt: { position } });
    const stated = statedFigure(question.figures, figure);
    if (stated === undefined) throw new NothingFound('figure', figure);
    const { edition } = writtenPremises(premises);
    return {
      ...(statementId !== undefined && { statementId }),
      madeOn: isoDate(japaneseDateOf(this.clock.now())),
      figure,
      premises: {
        asOf: isoDate(asked.asOf),
        position: String(position),
        readings: departures(question.interpretation.readings),
        ...(edition !== undefined && { edition }),
      },
      ...stated,
      codeVersion,
      ...(toldTo !== undefined && { toldTo }),
    };
  }
}

/** Of an instant the last that was recorded by then, of the contract or of what is adopted: more may be recorded in the same moment. */
const positionOf = ({ history, head, adoptions }: Question, { knownAt }: Pick<View, 'knownAt'>): bigint => {
  if (knownAt === undefined || 'position' in knownAt) return readTo(knownAt, head);
  return [...history.recorded, ...adoptions.recorded].reduce(
    (last, { recordedAt, position }) =>
      recordedAt <= knownAt.instant && position > last && position <= head ? position : last,
    0n,
  );
};
