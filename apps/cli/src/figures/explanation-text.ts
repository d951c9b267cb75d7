import type { ExplanationAnswer, ExplanationNode } from '@ledger/application';
import { grouped } from '../table.js';

/** The derivation of a figure as a tree: what each value is, by which rule, and the clause that says so. */
export const explanationText = ({ explanation, ...head }: ExplanationAnswer): string => {
  const readings = head.readings.length === 0 ? '' : `, readings ${head.readings.join(', ')}`;
  const quoted = new Set<string>();
  const linesOf = (node: ExplanationNode): readonly string[] => [headline(node), ...notes(node, quoted)];
  return [`${head.figure} as of ${head.asOf}${readings}`, ...branch(explanation, linesOf)].join('\n');
};

/**
 * A node and all that hangs below it.
 * @param linesOf what stands of a node: the first line at its place, the others under it
 * @param lead before the node's first line @param indent before all that hangs below it
 */
export const branch = <Node extends { readonly children: readonly Node[] }>(
  node: Node,
  linesOf: (node: Node) => readonly string[],
  lead = '',
  indent = '',
): readonly string[] => {
  const { children } = node;
  const stem = `${indent}${children.length > 0 ? '│ ' : '  '}  `;
  const [first = '', ...others] = linesOf(node);
  return [
    `${lead}${first}`,
    ...others.map((note) => `${stem}${note}`),
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return branch(child, linesOf, `${indent}${isLast ? '└─ ' : '├─ '}`, `${indent}${isLast ? '   ' : '│  '}`);
    }),
  ];
};

const headline = ({ label, value, unit, rule, reading, article }: ExplanationNode): string =>
  [
    `${label}: ${valueText(value, unit)}`,
    `[${reading === null ? rule : `${rule}, ${reading}`}]`,
    ...(article === null ? [] : [`Art. ${article}`]),
  ].join('  ');

/** The clause, quoted where it is met first, and the events that state the value. */
const notes = ({ article, quote, facts }: ExplanationNode, quoted: Set<string>): readonly string[] => {
  const lines = facts.length === 0 ? [] : [`recorded by ${facts.join(', ')}`];
  if (article === null || quote === null || quoted.has(article)) return lines;
  quoted.add(article);
  return [...lines, ...`「${quote}」`.split('\n')];
};

export const valueText = (value: string | null, unit: string): string => {
  if (value === null) return '-';
  switch (unit) {
    case 'date':
    case 'instant':
      return value;
    case 'yen':
    case 'exact-yen':
      return `${grouped(value)} yen`;
    default:
      return `${value} ${value === '1' ? unit.replace(/s$/, '') : unit}`;
  }
};
