import { yen, type CivilDate, type Yen } from '@ledger/kernel';
import type { Contract, Statement } from '@ledger/contract';

/** What the contractor was told of one obligation, or of money owed without a name. */
export interface Told {
  readonly kind: 'demand' | 'decision' | 'statement';
  readonly eventId: string;
  readonly on: CivilDate;
  /** Undefined where it was demanded without a name. */
  readonly obligationId: string | undefined;
  /** Of a reduction negative. */
  readonly amount: Yen;
}

/**
 * What the contractor had been told by a day, the latest of each obligation: what was demanded of it, and as a reduction what was granted or
 * denied, and what was stated to somebody. What was demanded without a name is told each time. By day, then demands, decisions, statements.
 * @param contract as of the day
 */
export const toldBy = ({ demands, outages, statements }: Contract): readonly Told[] => {
  const told: Told[] = [
    ...demands.flatMap(({ eventId, issuedOn, items }) =>
      items.map(({ obligationId, amount }): Told => ({ kind: 'demand', eventId, on: issuedOn, obligationId, amount })),
    ),
    ...outages.flatMap(({ outageId, decisions }) =>
      decisions.flatMap(({ eventId, decidedOn, decision, amount }): Told[] =>
        decision === 'granted' && amount === undefined
          ? [] // granted without an amount: nothing was told that could be owed
          : [
              {
                kind: 'decision',
                eventId,
                on: decidedOn,
                obligationId: `reduction:${outageId}`,
                amount: yen(decision === 'denied' ? 0 : -(amount ?? 0)),
              },
            ],
      ),
    ),
    ...statements.flatMap(toldByStatement),
  ].sort((a, b) => a.on - b.on);
  return told.filter(
    ({ obligationId }, index) =>
      obligationId === undefined || told.findLastIndex((later) => later.obligationId === obligationId) === index,
  );
};

/** Of an obligation alone: totals and terminations name no single one, and a credit is owed only once it is an obligation. */
const toldByStatement = ({ eventId, madeOn, figure, answer, toldTo }: Statement): readonly Told[] => {
  if (toldTo === undefined || !figure.startsWith('obligations/')) return [];
  const obligationId = figure.slice('obligations/'.length);
  return [{ kind: 'statement', eventId, on: madeOn, obligationId, amount: yen(Number(answer['amount'])) }];
};
