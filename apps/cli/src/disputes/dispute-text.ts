import type {
  ChangedAnswer,
  ComparisonAnswer,
  DisputeAnswer,
  DisputedExplanationAnswer,
  DisputedOwedAnswer,
  DisputeDetails,
  LapsedRightsAnswer,
  OutcomeAnswer,
  OwedAnswer,
  OwedDifference,
  PointAnswer,
  StanceAnswer,
} from '@ledger/application';
import { comparedLines } from '../figures/explanation-diff-text.js';
import { grouped, listOf, tableOf } from '../table.js';

/** Disputes, one a row. */
export const disputesText = (items: readonly DisputeAnswer[]): string =>
  items.length === 0
    ? 'There is no such dispute.'
    : tableOf(items, [
        { title: 'dispute', show: ({ disputeId }) => disputeId },
        { title: 'state', show: ({ state, outcome }) => (outcome === null ? state : `${state}: ${outcome}`) },
        { title: 'contracts', show: ({ contractIds }) => contractIds.join(', ') },
        { title: 'figure', show: ({ question }) => `${question.figure} as of ${question.asOf}` },
        { title: 'known at', show: ({ knownAt }) => knownAt },
        { title: 'sides', show: ({ sides }) => sides.join(', ') },
        { title: 'subject', show: ({ subject }) => subject },
      ]);

/** A dispute: what it is about, what each side holds, and how it ended. */
export const disputeText = (dispute: DisputeDetails): string =>
  [
    disputesText([dispute]),
    '',
    tableOf(
      [{ side: 'recorded', hypotheses: [], readings: [], ...dispute.recorded }, ...dispute.positions],
      [
        { title: 'side', show: ({ side }) => side },
        { title: 'figure', show: outcomeText, align: 'right' },
        { title: 'readings', show: ({ readings }) => readings.join(', ') || null },
        { title: 'facts', show: ({ hypotheses }) => hypotheses.map(hypothesisText).join('\n') || null },
      ],
    ),
    ...dispute.notes.map(({ recordedAt, who, text }) => `${recordedAt} ${who}: ${text}`),
    ...(dispute.decision === null
      ? []
      : [
          `decided on ${dispute.decision.decidedOn} for ${dispute.decision.side ?? 'nobody'}: ${dispute.decision.reason}`,
        ]),
    ...(dispute.closing === null
      ? []
      : [`closed on ${dispute.closing.closedOn} (${dispute.closing.outcome}): ${dispute.closing.reason}`]),
    ...dispute.links.map(({ kind, contractId, eventId }) =>
      `${kind} ${contractId ?? ''} ${eventId}`.replace('  ', ' '),
    ),
  ].join('\n');

/** What makes the difference between two sides. */
export const comparisonText = (comparison: ComparisonAnswer): string => {
  const { first, other, method, question, points, interaction } = comparison;
  const differing = comparison.lines.filter((line) => line.difference !== '0');
  return [
    `${question.figure} as of ${question.asOf}, known at ${comparison.knownAt}`,
    listOf([
      [first.side, outcomeText(first) ?? '-'],
      [other.side, outcomeText(other) ?? '-'],
      ['difference', differenceText(comparison)],
    ]),
    '',
    ...(points.length === 0 ? ['They hold the same.'] : [pointsText(comparison)]),
    ...smallestText(comparison),
    ...(method === 'greedy'
      ? [`There are more than 12 points: the set is one of which none can be spared; a smaller one is not excluded.`]
      : []),
    ...(interaction === null || interaction === '0' ? [] : [`interaction: ${grouped(interaction)}`]),
    ...comparison.impossible.map(
      ({ points: ids, refused }) => `impossible alone: ${ids.join(', ')} (${refused.detail})`,
    ),
    ...(differing.length === 0
      ? []
      : [
          '',
          tableOf(differing, [
            { title: 'contract', show: ({ contractId }) => contractId },
            { title: 'figure', show: ({ figure }) => figure },
            { title: first.side, show: (line) => line.first && grouped(line.first), align: 'right' },
            { title: other.side, show: (line) => line.other && grouped(line.other), align: 'right' },
            { title: 'difference', show: (line) => line.difference && grouped(line.difference), align: 'right' },
          ]),
        ]),
  ].join('\n');
};

/** What was owed on a day, three times. */
export const owedText = ({
  contractId,
  on,
  items,
  figures,
  asKnownThen,
  asKnownNow,
  asTold,
  differences,
}: OwedAnswer): string =>
  [
    `${contractId} on ${on}`,
    tableOf(items, [
      { title: 'obligation', show: ({ obligationId }) => obligationId },
      { title: 'as known then', show: (item) => item.asKnownThen && grouped(item.asKnownThen), align: 'right' },
      { title: 'as known now', show: (item) => item.asKnownNow && grouped(item.asKnownNow), align: 'right' },
      { title: 'as told', show: ({ asTold }) => toldText(asTold), align: 'right' },
      { title: 'told on', show: ({ asTold }) => toldOnText(asTold) },
    ]),
    listOf([
      ['outstanding as known then', asKnownThen === null ? '-' : grouped(asKnownThen.totals.outstanding)],
      ['outstanding as known now', grouped(asKnownNow.totals.outstanding)],
      ['demanded', grouped(asTold.demanded)],
      ['granted', grouped(asTold.granted)],
      ['stated', grouped(asTold.stated)],
    ]),
    ...(figures.length === 0
      ? []
      : [
          tableOf(figures, [
            { title: 'figure', show: ({ figure }) => figure },
            { title: 'as known then', show: (one) => one.asKnownThen && grouped(one.asKnownThen), align: 'right' },
            { title: 'as known now', show: (one) => one.asKnownNow && grouped(one.asKnownNow), align: 'right' },
            { title: 'as told', show: (one) => toldText(one.asTold), align: 'right' },
            { title: 'told on', show: ({ asTold }) => toldOnText(asTold) },
          ]),
        ]),
    ...(differences.length === 0
      ? ['Nothing is known otherwise now than then.']
      : [
          tableOf(differences, [
            { title: 'figure', show: ({ figure }) => figure },
            { title: 'now less then', show: (one) => one.difference && grouped(one.difference), align: 'right' },
            {
              title: 'because of',
              show: becauseText,
            },
          ]),
        ]),
  ].join('\n');

/** The three answers about the figure in question. */
export const disputedOwedText = ({ question, knownAt, items }: DisputedOwedAnswer): string =>
  [
    `${question.figure} on ${question.asOf}`,
    tableOf(items, [
      { title: 'contract', show: ({ contractId }) => contractId },
      { title: 'as known then', show: (item) => item.asKnownThen && grouped(item.asKnownThen), align: 'right' },
      { title: `as known at ${knownAt}`, show: (item) => item.asKnownNow && grouped(item.asKnownNow), align: 'right' },
      { title: 'as told', show: ({ asTold }) => toldText(asTold), align: 'right' },
      { title: 'told on', show: ({ asTold }) => toldOnText(asTold) },
      { title: 'because of', show: becauseText },
    ]),
  ].join('\n');

/** Two sides' explanations as one tree. */
export const disputedExplanationText = (answer: DisputedExplanationAnswer): string => {
  const { contractId, figure, first, other, compared } = answer;
  return [
    `${figure} of ${contractId}, known at ${answer.knownAt}`,
    listOf([
      [first.side, outcomeText(first) ?? '-'],
      [other.side, outcomeText(other) ?? '-'],
      ['difference', differenceText(answer)],
    ]),
    ...(compared === null ? [] : comparedLines(compared)),
  ].join('\n');
};

/** With the clause by which they were lost. */
export const lapsedRightsText = ({ items, asOf }: LapsedRightsAnswer): string => {
  const [first] = items;
  if (first === undefined) return 'No right to a reduction was lost.';
  return [
    `as of ${asOf}`,
    tableOf(items, [
      { title: 'outage', show: ({ outageId }) => outageId },
      { title: 'in time until', show: ({ claimBy }) => claimBy },
      { title: 'claims too late', show: ({ claims }) => claims.map(({ arrivedOn }) => arrivedOn).join(', ') || null },
      { title: 'would have been', show: ({ amount }) => grouped(amount), align: 'right' },
      { title: 'outstanding', show: ({ outstanding }) => grouped(outstanding), align: 'right' },
    ]),
    `Art. ${first.article}「${first.quote}」`,
  ].join('\n');
};

const pointsText = ({ points, first, other }: ComparisonAnswer): string =>
  tableOf(points, [
    { title: 'point', show: ({ id }) => id },
    { title: first.side, show: (point) => stanceText(point.first) },
    { title: other.side, show: (point) => stanceText(point.other) },
    { title: `alone from ${first.side}`, show: (point) => changedText(point.aloneFromFirst), align: 'right' },
    { title: `alone from ${other.side}`, show: (point) => changedText(point.aloneFromOther), align: 'right' },
    { title: 'together', show: ({ together }: PointAnswer) => together && grouped(together), align: 'right' },
  ]);

const smallestText = ({ smallestFromFirst }: ComparisonAnswer): readonly string[] =>
  smallestFromFirst.filter((set) => set.length > 0).map((set) => `makes the difference: ${set.join(', ')}`);

const differenceText = ({
  first,
  other,
  difference,
  unit,
}: Pick<ComparisonAnswer, 'first' | 'other' | 'difference' | 'unit'>): string => {
  if (first.refused !== null || other.refused !== null) return 'none can be computed';
  if (difference === null) return 'not one that is measured';
  return unit === 'date' ? `${difference} days` : grouped(difference);
};

const outcomeText = ({ value, refused }: OutcomeAnswer): string | null =>
  refused === null ? value && grouped(value) : `impossible: ${refused.detail}`;

/** By how much where that is measured, else what becomes of it. */
const changedText = (changed: ChangedAnswer): string | null =>
  changed.change === null ? outcomeText(changed) : grouped(changed.change);

const becauseText = ({ events, readings }: Pick<OwedDifference, 'events' | 'readings'>): string | null =>
  [...events.map(({ type, recordedAt }) => `${type} recorded ${recordedAt}`), ...readings].join('\n') || null;

const toldText = (told: OwedAnswer['items'][number]['asTold']): string | null => {
  const value = told?.value ?? null;
  return value && grouped(value);
};

const toldOnText = (told: OwedAnswer['items'][number]['asTold']): string | null =>
  told && (told.asOf === null ? told.on : `${told.on}, as of ${told.asOf}`);

/** What is not said is as it is recorded, or adopted. */
const stanceText = (stance: StanceAnswer | null): string | null => {
  if (stance === null) return null;
  if (stance.hypothesis !== null) return hypothesisText(stance.hypothesis);
  const { edition } = stance;
  return stance.reading ?? (typeof edition === 'string' ? edition : (edition?.id ?? null));
};

const hypothesisText = (hypothesis: Readonly<Record<string, unknown>>): string => {
  const { kind, type, of, data, replacement } = hypothesis;
  if (kind === 'voided') return `no ${String(of)}`;
  return `${kind === 'added' ? '' : 'instead '}${String(type ?? of)} ${JSON.stringify(data ?? replacement)}`;
};
