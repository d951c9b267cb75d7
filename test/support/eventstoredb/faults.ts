export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What becomes of one append: whether its events are written, and what its caller is told of it. */
export interface AppendFault {
  readonly written: boolean;
  readonly told: 'nothing, the connection breaks' | 'timeout' | 'unknown';
}

/** What is wrong with the node at present. */
export interface Faults {
  /** It has not started up yet. */
  notReady: boolean;
  /** It only follows; this one leads. */
  leader: Endpoint | undefined;
  /** Every answer waits so long, in milliseconds. */
  delay: number;
  /** Every answer waits for this. */
  gate: Promise<void> | undefined;
  /** What happens to the next appends, one each. */
  readonly appends: AppendFault[];
}

export const noFaults = (): Faults => ({ notReady: false, leader: undefined, delay: 0, gate: undefined, appends: [] });

/** Runs at once where nothing holds answers back, so that in sound health calls are answered in the order of their coming. */
export const paced = ({ delay, gate }: Faults, answer: () => void): void => {
  if (delay === 0 && gate === undefined) answer();
  else void Promise.resolve(gate).then(() => (delay === 0 ? answer() : setTimeout(answer, delay)));
};
