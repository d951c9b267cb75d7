import type {
  ContractAnswer,
  CreditsAnswer,
  DeadlinesAnswer,
  DiscrepanciesAnswer,
  ObligationsAnswer,
  TerminationAnswer,
} from '@ledger/application';
import { grouped, listOf, tableOf } from '../table.js';

/** What follows from a contract's record, each part as the HTTP interface answers it. */
export interface FigureAnswers {
  readonly contract: ContractAnswer;
  readonly obligations: ObligationsAnswer;
  readonly termination: TerminationAnswer;
  readonly credits: CreditsAnswer;
  readonly deadlines: DeadlinesAnswer;
  readonly discrepancies: DiscrepanciesAnswer;
}

/** The figures as a person reads them. */
export const figuresText = (answers: FigureAnswers): string =>
  [
    overviewText(answers.contract),
    section('Options', optionsText(answers.contract)),
    section('Obligations', obligationsText(answers.obligations)),
    section('Totals (yen)', totalsText(answers.obligations)),
    section('Termination', terminationText(answers.termination)),
    section('Credits: outages and their reductions (Art. 10)', creditsText(answers.credits)),
    section('Deadlines', deadlinesText(answers.deadlines)),
    section('Discrepancies', discrepanciesText(answers.discrepancies)),
    ...(answers.contract.edition.warning === null ? [] : [`\nNote: ${answers.contract.edition.warning}`]),
  ]
    .filter((text) => text !== '')
    .join('\n');

/** Nothing where there is nothing to show. */
const section = (title: string, text: string): string => (text === '' ? '' : `\n${title}\n${text}`);

const overviewText = (contract: ContractAnswer): string => {
  const { contractor, minimumPeriod, daysLeft, effectiveEndOn, fees, targets, administrator } = contract;
  const entries: (readonly [string, string | null])[] = [
    ['contract', contract.contractId],
    ['contractor', [contractor.name, contractor.kind, contractor.contact].filter((part) => part !== null).join(', ')],
    ['as of', contract.asOf],
    ['known at', contract.knownAt],
    ['readings', contract.readings.length === 0 ? null : contract.readings.join(', ')],
    ['status', contract.status],
    ['applied for', contract.appliedOn],
    ['accepted', contract.acceptedOn],
    ['refused', contract.refusedOn],
    ['billing from', contract.billingStartedOn],
    ['minimum period', minimumPeriod && `${rangeText(minimumPeriod)}, ${String(daysLeft ?? 0)} days left (Art. 1)`],
    ['effective end', effectiveEndOn],
    ['fees', fees && `${grouped(fees.initialFee)} initially, ${grouped(fees.monthlyFee)} a month`],
    ['targets', targets && [...targets.domains, ...targets.ipAddresses].join(', ')],
    ['administrator', administrator?.name ?? null],
    ['restrictions', contract.restrictions.flatMap(({ functions }) => functions).join(', ') || null],
    [
      'measures',
      contract.measures.map(({ measures }) => measures.map((one) => `(${String(one)})`).join('')).join(', ') || null,
    ],
  ];
  return listOf(entries.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
};

const optionsText = ({ options }: ContractAnswer): string =>
  options.length === 0
    ? ''
    : tableOf(options, [
        { title: 'option', show: ({ option }) => option },
        { title: 'status', show: ({ status }) => status },
        { title: 'accepted', show: ({ acceptedOn }) => acceptedOn },
        { title: 'billing from', show: ({ billingStartedOn }) => billingStartedOn },
        { title: 'minimum period', show: ({ minimumPeriod }) => minimumPeriod && rangeText(minimumPeriod) },
        { title: 'effective end', show: ({ effectiveEndOn }) => effectiveEndOn },
        { title: 'a month', show: ({ fees }) => grouped(fees.monthlyFee), align: 'right' },
      ]);

const obligationsText = ({ items }: ObligationsAnswer): string =>
  items.length === 0
    ? 'none has arisen'
    : tableOf(items, [
        { title: 'obligation', show: ({ id }) => id },
        { title: 'Art.', show: ({ article }) => article },
        { title: 'from', show: ({ period }) => period?.from ?? null },
        { title: 'to', show: ({ period }) => period?.to ?? null },
        { title: 'arises', show: ({ arisesOn }) => arisesOn },
        { title: 'yen', show: ({ amount }) => grouped(amount), align: 'right' },
        { title: 'settled', show: ({ settled }) => grouped(settled), align: 'right' },
        { title: 'outstanding', show: ({ outstanding }) => grouped(outstanding), align: 'right' },
      ]);

const totalsText = ({ totals }: ObligationsAnswer): string =>
  tableOf(
    [totals],
    (['arisen', 'reduced', 'waived', 'paid', 'repaid', 'outstanding', 'overpaid'] as const).map((name) => ({
      title: name,
      show: (row: typeof totals) => grouped(row[name]),
      align: 'right' as const,
    })),
  );

const terminationText = (termination: TerminationAnswer): string => {
  const { status, effectiveOn, ground, notices, earlyTermination } = termination;
  if (status === 'none' && notices.length === 0) return 'none';
  const { early, exempt, charges, total, remaining } = earlyTermination;
  const end = effectiveOn === null ? 'no end is known' : `${status} on ${effectiveOn} (${ground ?? '-'})`;
  const rest = remaining === null ? '' : `, ${remaining.from} to ${remaining.to} remaining`;
  const lines = [early ? `${end}: before the minimum period ends${rest}${exempt ? ', exempt' : ''}` : end];
  if (notices.length > 0) {
    lines.push(
      tableOf(notices, [
        { title: 'notice', show: ({ noticeId }) => noticeId },
        { title: 'subject', show: ({ subject }) => subject },
        { title: 'arrived', show: ({ arrivedOn }) => arrivedOn },
        { title: 'designated', show: ({ designatedOn }) => designatedOn },
        { title: '30 days elapse', show: ({ thirtyDaysElapseOn }) => thirtyDaysElapseOn },
        { title: 'effective', show: ({ effectiveOn: on }) => on },
        { title: 'stands', show: ({ standing }) => yesNo(standing) },
        { title: 'has effect', show: ({ hasEffect }) => yesNo(hasEffect) },
      ]),
    );
  }
  if (charges.length > 0) {
    lines.push(
      `Early termination charges (Art. 9, annex 2): ${grouped(total)} yen`,
      tableOf(charges, [
        { title: 'item', show: ({ item }) => `(${String(item)})` },
        { title: 'subject', show: ({ subject }) => subject },
        { title: 'from', show: ({ from }) => from },
        { title: 'to', show: ({ to }) => to },
        { title: 'a month', show: ({ monthlyFee }) => grouped(monthlyFee), align: 'right' },
        { title: 'yen', show: ({ amount }) => grouped(amount), align: 'right' },
      ]),
    );
  }
  return lines.join('\n');
};

const creditsText = ({ items }: CreditsAnswer): string =>
  items.length === 0
    ? ''
    : [
        tableOf(items, [
          { title: 'outage', show: ({ outageId }) => outageId },
          { title: 'status', show: ({ status }) => status },
          { title: 'hours', show: ({ hours }) => String(hours), align: 'right' },
          { title: 'units', show: ({ units }) => String(units), align: 'right' },
          { title: 'a month', show: ({ monthlyFee }) => monthlyFee && grouped(monthlyFee), align: 'right' },
          { title: 'yen', show: ({ amount }) => grouped(amount), align: 'right' },
          { title: 'claimable from', show: ({ claimableFrom }) => claimableFrom },
          { title: 'claim by', show: ({ claimBy }) => claimBy },
          { title: 'claimed', show: ({ claimedOn }) => claimedOn },
        ]),
        ...items.flatMap(({ outageId, reasons }) =>
          reasons.map(({ article, text }) => `${outageId}: ${text} (Art. ${article})`),
        ),
      ].join('\n');

const deadlinesText = ({ items }: DeadlinesAnswer): string =>
  items.length === 0
    ? ''
    : tableOf(items, [
        { title: 'on', show: ({ on }) => on },
        { title: 'what', show: ({ text }) => text },
        { title: 'Art.', show: ({ article }) => article },
      ]);

const discrepanciesText = ({ items }: DiscrepanciesAnswer): string =>
  items.length === 0
    ? ''
    : tableOf(items, [
        { title: 'on', show: ({ on }) => on },
        { title: 'what', show: ({ text }) => text },
        { title: 'recorded', show: ({ recorded }) => recorded && grouped(recorded), align: 'right' },
        { title: 'due', show: ({ due }) => grouped(due), align: 'right' },
        { title: 'Art.', show: ({ article }) => article },
      ]);

const rangeText = ({ firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string }): string =>
  `${firstDay} to ${lastDay}`;
const yesNo = (flag: boolean): string => (flag ? 'yes' : 'no');
