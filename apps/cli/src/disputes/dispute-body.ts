import { isoDate, type CivilDate } from '@ledger/kernel';
import type { DisputeEventType } from '@ledger/disputes';
import { hypothesesIn, type HypothesisOptions } from '../hypothesis-options.js';

/** What is said on the command line of what is to be recorded in a dispute. */
export interface SayingOptions extends HypothesisOptions {
  readonly contract?: readonly string[];
  readonly figure?: string;
  readonly asOf?: CivilDate;
  readonly knownAt?: string;
  readonly subject?: string;
  readonly side?: string;
  readonly statement?: string;
  readonly reading?: readonly string[];
  readonly edition?: string;
  readonly text?: string;
  readonly on?: CivilDate;
  readonly outcome?: string;
  readonly reason?: string;
  /** What there is no option for: documents, points; it is what the options are laid over. */
  readonly body?: object;
}

/** What each verb records. */
export const RECORDING: Readonly<Record<string, DisputeEventType>> = {
  open: 'DisputeOpened',
  position: 'PositionTaken',
  note: 'DisputeNoteAdded',
  decide: 'DisputeDecided',
  close: 'DisputeClosed',
};

/** As the HTTP interface takes it. */
export const bodyOf = (type: DisputeEventType, options: SayingOptions): object => ({
  ...options.body,
  ...said(fieldsOf(type, options)),
});

const fieldsOf = (type: DisputeEventType, options: SayingOptions): Readonly<Record<string, unknown>> => {
  const { side, reason } = options;
  const on = options.on && isoDate(options.on);
  switch (type) {
    case 'DisputeOpened': {
      const { contract, figure, asOf, knownAt, subject } = options;
      const question = said({ figure, asOf: asOf && isoDate(asOf) });
      const isAsked = Object.keys(question).length > 0;
      return { contractIds: contract, question: isAsked ? question : undefined, knownAt, subject };
    }
    case 'PositionTaken': {
      const { statement, reading, edition } = options;
      const hypotheses = hypothesesIn(options);
      return {
        side,
        statement,
        readings: reading,
        edition,
        hypotheses: hypotheses.length > 0 ? hypotheses : undefined,
      };
    }
    case 'DisputeNoteAdded':
      return { text: options.text };
    case 'DisputeDecided':
      return { decidedOn: on, side, reason };
    case 'DisputeClosed':
      return { closedOn: on, outcome: options.outcome, reason };
  }
};

const said = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
