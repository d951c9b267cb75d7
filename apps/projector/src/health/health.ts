import type { Passed } from '@ledger/projections';

/** How the projector fares: what `/health` answers. */
export interface Health {
  /** `failing`: somebody has to look at `alarms`. */
  readonly status: 'ok' | 'failing';
  readonly role: 'leader' | 'standby';
  /** Grows with every leader; null while another leads. */
  readonly token: number | null;
  /** Where the log ends; null while it cannot be read. */
  readonly head: string | null;
  /** How far the read model contains it; null while that cannot be read, or it contains nothing. */
  readonly checkpoint: string | null;
  readonly lag: Lag | null;
  /** What became of the positions that this process passed as leader since its term began. */
  readonly passed: Passed;
  /** Contracts whose rows wait because they cannot be computed. */
  readonly quarantined: number | null;
  readonly mirror: { readonly usable: boolean; readonly events: number; readonly position: string } | null;
  /** What must not be: a hole in the log, a checkpoint beyond its end, a mirror that differed. The latest of each kind. */
  readonly alarms: Readonly<Record<string, Occurrence>>;
  readonly lastError: Occurrence | null;
}
export interface Lag {
  /** Events not yet contained; null where they cannot be counted, because the log lies beyond the mirror. */
  readonly events: number | null;
  /** The age of the oldest of them. */
  readonly seconds: number;
}
export interface Occurrence {
  readonly at: string;
  readonly message: string;
}

/** The same in the text form of Prometheus. */
export const metricsOf = (health: Health): string =>
  [
    gauge('ledger_projector_leader', 'Whether this process leads', health.role === 'leader' ? 1 : 0),
    gauge('ledger_projector_healthy', 'Whether nothing has to be looked at', health.status === 'ok' ? 1 : 0),
    gauge('ledger_projector_head', 'The last position of the log', health.head),
    gauge('ledger_projector_checkpoint', 'The position up to which the read model contains the log', health.checkpoint),
    gauge('ledger_projector_lag_events', 'Events that the read model does not contain yet', health.lag?.events),
    gauge('ledger_projector_lag_seconds', 'The age of the oldest of them', health.lag?.seconds),
    gauge('ledger_projector_quarantined', 'Contracts that cannot be computed', health.quarantined),
    gauge('ledger_projector_alarms', 'Kinds of alarm that are raised', Object.keys(health.alarms).length),
    ...(health.mirror === null
      ? []
      : [
          gauge('ledger_projector_mirror_usable', 'Whether the mirror can be read', health.mirror.usable ? 1 : 0),
          gauge('ledger_projector_mirror_events', 'Events in the mirror', health.mirror.events),
        ]),
    '# HELP ledger_projector_positions_total Positions passed in this term, by what became of them',
    '# TYPE ledger_projector_positions_total counter',
    ...Object.entries(health.passed).map(
      ([outcome, count]) => `ledger_projector_positions_total{outcome="${outcome}"} ${String(count)}\n`,
    ),
  ]
    .map((line) => (line.endsWith('\n') ? line : `${line}\n`))
    .join('');

/** Nothing is said of what is not known. */
const gauge = (name: string, help: string, value: number | string | null | undefined): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...(value === null || value === undefined ? [] : [`${name} ${String(value)}`]),
  ].join('\n');
