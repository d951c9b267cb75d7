import CliTable from 'cli-table3';

/** A column of a table: what it shows of a row. */
export interface Column<Row> {
  readonly title: string;
  readonly show: (row: Row) => string | null;
  readonly align?: 'right';
}

/** Rows as a table that a person reads; what there is not shows as a dash. Its last character is no line feed. */
export const tableOf = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string => {
  const table = new CliTable({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows) table.push(columns.map(({ show }) => show(row) ?? '-'));
  return table.toString();
};

/** Names and values under each other, without lines. */
export const listOf = (entries: readonly (readonly [name: string, value: string])[]): string => {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
};

/** `551399` as `551,399`; what stands behind a decimal point stays together. */
export const grouped = (amount: string): string => {
  const [whole = '', ...part] = amount.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...part].join('.');
};
