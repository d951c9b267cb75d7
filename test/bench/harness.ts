/** What a measurement is run with. */
export interface BenchOptions {
  /** Smaller logs and fewer rounds: to try the bench out, not to judge by. */
  readonly quick: boolean;
  /** Says what goes on; the figures come at the end. */
  readonly say: (text: string) => void;
}

/** A ratio, and what it has to reach where something was promised. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit?: string;
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  /** The absolute numbers behind it, and anything else that a reader wants to know. */
  readonly detail?: string;
}

export type Measurement = (options: BenchOptions) => Promise<readonly Figure[]>;

/** Runs every contestant once a round, in an order drawn anew each time, so that each comes after every other and all of them see the same machine. */
export const interleave = async <Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> => {
  const names = Object.keys(contestants) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const random = randomNumbers(rounds);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of shuffled(names, random)) results[name].push(await contestants[name]());
  }
  return results;
};

const shuffled = <Item>(items: readonly Item[], random: (below: number) => number): readonly Item[] => {
  const left = [...items];
  return items.map(() => left.splice(random(left.length), 1)[0]!);
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (below === undefined || above === undefined) throw new RangeError('the median of nothing');
  return (below + above) / 2;
};

/** The median of the ratios of each round: what slows the machine for a while slows both. */
export const medianRatio = (numerators: readonly number[], denominators: readonly number[]): number =>
  median(numerators.map((value, round) => value / (denominators[round] ?? Number.NaN)));

/** How many a second, for something that happens `count` times. */
export const rate = async (count: number, action: () => Promise<unknown>): Promise<number> =>
  count / (await seconds(action));

export const seconds = async (action: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1_000;
};

/** The same numbers in every run. */
export const randomNumbers = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

export const table = (figures: readonly Figure[]): string => {
  const rows = [['figure', 'measured', 'target', '', ''], ...figures.map(rowOf)];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** Whether the figure is as promised; true where nothing was. */
export const isMet = ({ value, target }: Figure): boolean => {
  if (target === undefined) return true;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
};

const rowOf = (figure: Figure): string[] => [
  figure.name,
  `${figure.value.toFixed(2)}${figure.unit ?? ''}`,
  figure.target === undefined ? '' : boundOf(figure.target, figure.unit ?? ''),
  figure.target === undefined ? '' : isMet(figure) ? 'met' : 'MISSED',
  figure.detail ?? '',
];

const boundOf = (target: NonNullable<Figure['target']>, unit: string): string =>
  'atLeast' in target ? `>= ${target.atLeast}${unit}` : `<= ${target.atMost}${unit}`;
