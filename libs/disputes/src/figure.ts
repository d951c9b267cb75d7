import { subtractYen, ZERO_YEN, type CivilDate, type Yen } from '@ledger/kernel';
import { options } from '@ledger/contract';
import type { Credit, Figures } from '@ledger/figures';
import { parseTarget } from '@ledger/terms';
import type { FigureValue } from './comparison/outcome.js';

/** A figure that can be disputed. */
export interface DisputedFigure {
  readonly unit: FigureValue['unit'];
  /** What it comes to. */
  readonly in: (figures: Figures) => FigureValue;
}

/** The figure named so. @throws {RangeError} for any other text, saying which there are */
export const figureNamed = (name: string): DisputedFigure => {
  for (const { named, unit, of, check } of KINDS) {
    const found = named.exec(name);
    if (found === null) continue;
    const [, id = ''] = found;
    check?.(id);
    return { unit, in: (figures) => ({ unit, value: of(figures, id) }) as FigureValue };
  }
  throw new RangeError(`must be one of ${NAMES.join(', ')}`);
};

/**
 * What an amount comes to: of the totals what is outstanding less what is overpaid, of a termination all its charges, of a credit what is due
 * for it, so that it is nothing as long as no claim in time arrived; a row that has not arisen is nothing.
 */
export const amountOfTotals = (figures: Figures): Yen => {
  const { outstanding, overpaid } = figures.totals();
  return subtractYen(outstanding, overpaid);
};

/** What Art. 10 gives for an outage: nothing where no claim counts. */
export const dueFor = (credit: Credit | undefined): Yen => (credit?.claim === undefined ? ZERO_YEN : credit.amount);

/** Everything that can be disputed of a contract as it stands, by the name of its figure; not what it may be used for. */
export const valuesIn = (figures: Figures): ReadonlyMap<string, FigureValue> => {
  const had = Object.keys(figures.termination().options);
  const names = [
    'totals',
    'termination',
    'termination/effective-on',
    'termination/minimum-period-end',
    ...had.flatMap((option) => [`termination/${option}/effective-on`, `termination/${option}/minimum-period-end`]),
    'contract/status',
    ...figures
      .credits()
      .flatMap(({ outageId }) => ['', '/status', '/claim-by'].map((part) => `credits/${outageId}${part}`)),
  ];
  return new Map<string, FigureValue>([
    ...names.map((name) => [name, figureNamed(name).in(figures)] as const),
    ...figures
      .obligations()
      .items.map(({ id, amount }) => [`obligations/${id}`, { unit: 'yen', value: amount }] as const),
    ...figures.deadlines().map(({ id, on }) => [`deadlines/${id}`, { unit: 'date', value: on }] as const),
  ]);
};

type Kind =
  | (Named & { readonly unit: 'yen'; readonly of: (figures: Figures, id: string) => Yen })
  | (Named & { readonly unit: 'date'; readonly of: (figures: Figures, id: string) => CivilDate | undefined })
  | (Named & { readonly unit: 'word'; readonly of: (figures: Figures, id: string) => string | undefined });
interface Named {
  /** How it is written, for a person. */
  readonly as: string;
  /** What is in brackets is what `of` is asked with. */
  readonly named: RegExp;
  /** @throws {RangeError} for an id that cannot be */
  readonly check?: (id: string) => unknown;
}

const ID = '[A-Za-z0-9][A-Za-z0-9._:-]{0,199}';

const creditIn = (figures: Figures, outageId: string): Credit | undefined =>
  figures.credits().find((credit) => credit.outageId === outageId);

const KINDS: readonly Kind[] = [
  { as: 'totals', named: /^totals$/, unit: 'yen', of: amountOfTotals },
  {
    as: 'termination',
    named: /^termination$/,
    unit: 'yen',
    of: (figures) => figures.termination().earlyTermination.total,
  },
  {
    as: 'termination/effective-on',
    named: /^termination\/effective-on$/,
    unit: 'date',
    of: (figures) => figures.termination().effectiveOn,
  },
  {
    as: 'termination/minimum-period-end',
    named: /^termination\/minimum-period-end$/,
    unit: 'date',
    of: (figures) => figures.termination().minimumPeriod?.to,
  },
  ...options.flatMap((option): readonly Kind[] => [
    {
      as: `termination/${option}/effective-on`,
      named: new RegExp(`^termination/${option}/effective-on$`),
      unit: 'date',
      of: (figures) => figures.termination().options[option]?.effectiveOn,
    },
    {
      as: `termination/${option}/minimum-period-end`,
      named: new RegExp(`^termination/${option}/minimum-period-end$`),
      unit: 'date',
      of: (figures) => figures.termination().options[option]?.minimumPeriod?.to,
    },
  ]),
  {
    as: 'obligations/<id>',
    named: new RegExp(`^obligations/(${ID})$`),
    unit: 'yen',
    of: (figures, id) => figures.obligations().items.find((row) => row.id === id)?.amount ?? ZERO_YEN,
  },
  {
    as: 'credits/<outageId>',
    named: new RegExp(`^credits/(${ID})$`),
    unit: 'yen',
    of: (figures, outageId) => dueFor(creditIn(figures, outageId)),
  },
  {
    as: 'credits/<outageId>/claim-by',
    named: new RegExp(`^credits/(${ID})/claim-by$`),
    unit: 'date',
    of: (figures, outageId) => creditIn(figures, outageId)?.claimBy,
  },
  {
    as: 'credits/<outageId>/status',
    named: new RegExp(`^credits/(${ID})/status$`),
    unit: 'word',
    of: (figures, outageId) => creditIn(figures, outageId)?.status,
  },
  {
    as: 'deadlines/<id>',
    named: new RegExp(`^deadlines/(${ID})$`),
    unit: 'date',
    of: (figures, id) => figures.deadlines().find((deadline) => deadline.id === id)?.on,
  },
  {
    as: 'contract/status',
    named: /^contract\/status$/,
    unit: 'word',
    of: (figures) => figures.overview().status,
  },
  {
    // Who uses it is named by the agreement: a name does not stand in what is asked.
    as: 'usage-permission/agreements/<agreementId>',
    named: new RegExp(`^usage-permission/agreements/(${ID})$`),
    unit: 'word',
    of: (figures, agreementId) => {
      const agreement = figures.registers().agreements.find(({ eventId }) => eventId === agreementId);
      return agreement && permitted(figures.permission(agreement));
    },
  },
  {
    as: 'usage-permission/<domain or address>',
    named: /^usage-permission\/(.+)$/,
    unit: 'word',
    of: (figures, target) => permitted(figures.permission({ target })),
    check: parseTarget,
  },
];

const NAMES: readonly string[] = KINDS.map(({ as }) => as);

const permitted = (permission: { readonly permitted: boolean }): string =>
  permission.permitted ? 'permitted' : 'not-permitted';
