import { negateYen, ZERO_YEN, type CivilDate } from '@ledger/kernel';
import type { Contract, Demand, Outage, Statement } from '@ledger/contract';
import type { FigureValue } from './comparison/outcome.js';
import { valuesStated } from './stated.js';

/** What the contractor was told of one figure, or of money owed without a name. */
export interface Told {
  readonly kind: 'demand' | 'decision' | 'statement';
  readonly eventId: string;
  readonly on: CivilDate;
  /** The day that it is about, where that is said: of a statement. */
  readonly asOf?: CivilDate;
  /** As it is disputed; undefined where it was demanded without a name. */
  readonly figure: string | undefined;
  /** Of the obligation that a reduction is it is negative. */
  readonly value: FigureValue;
}

/**
 * What the contractor had been told by a day, the latest of each figure: what was demanded of an obligation, what was granted or denied as a
 * reduction, and what was stated to somebody. What was demanded without a name is told each time. By day, then demands, decisions,
 * statements.
 * @param contract as of the day
 */
export const toldBy = ({ demands, outages, statements }: Contract): readonly Told[] => {
  const told = [
    ...demands.flatMap(toldByDemand),
    ...outages.flatMap(toldByDecisions),
    ...statements.flatMap(toldByStatement),
  ].sort((a, b) => a.on - b.on);
  return told.filter(
    ({ figure }, index) => figure === undefined || told.findLastIndex((later) => later.figure === figure) === index,
  );
};

const toldByDemand = ({ eventId, issuedOn, items }: Demand): readonly Told[] =>
  items.map(({ obligationId, amount }) => ({
    kind: 'demand',
    eventId,
    on: issuedOn,
    figure: obligationId && `obligations/${obligationId}`,
    value: { unit: 'yen', value: amount },
  }));

/** A reduction granted without an amount tells nothing that could be owed. */
const toldByDecisions = ({ outageId, decisions }: Outage): readonly Told[] =>
  decisions.flatMap(({ eventId, decidedOn, decision, amount }): readonly Told[] => {
    const granted = decision === 'denied' ? ZERO_YEN : amount;
    if (granted === undefined) return [];
    const told = { kind: 'decision', eventId, on: decidedOn } as const;
    return [
      { ...told, figure: `obligations/reduction:${outageId}`, value: { unit: 'yen', value: negateYen(granted) } },
      { ...told, figure: `credits/${outageId}`, value: { unit: 'yen', value: granted } },
    ];
  });

/** What was stated to nobody was not told. */
const toldByStatement = ({ eventId, madeOn, figure, asOf, answer, toldTo }: Statement): readonly Told[] =>
  toldTo === undefined
    ? []
    : valuesStated({ figure, answer }).map(([name, value]) => ({
        kind: 'statement',
        eventId,
        on: madeOn,
        asOf,
        figure: name,
        value,
      }));
