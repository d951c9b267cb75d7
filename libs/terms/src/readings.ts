/** The register of readings: where the text leaves a question open, each answer is a switch. */
export interface Readings {
  readonly R01: 'elapses' | 'elapsed';
  readonly R02: 'none' | 'next-business-day';
  readonly R03: 'actual-days' | 'full-month' | 'thirtieth';
  readonly R04: 'as-if-continued' | 'whole-months' | 'anniversary';
  readonly R05: 'once' | 'separate' | 'cumulative';
  readonly R06: 'base-and-options' | 'base-only';
  readonly R07: 'threshold' | 'recovery';
  readonly R08: 'none' | 'monthly-fee';
  readonly R09: 'down' | 'half-up' | 'up';
  readonly R10: 'literal' | 'follows-contract';
  readonly R11: 'billed' | 'not-billed';
  readonly R12: 'no-charge' | 'full-period';
  readonly R13: 'earliest' | 'latest';
  readonly R14: 'when-known' | 'each-unit';
  readonly R15: 'accrues' | 'after-recovery';
  readonly R16: 'not-counted' | 'counted';
  readonly R17: 'same-parameters';
  readonly R18: 'calendar' | 'from-billing-day';
  readonly R19: 'on-end' | 'as-revised';
  readonly R20: 'charged' | 'not-charged';
  readonly R21: 'homepage-only' | 'any-contract';
}
export type ReadingId = keyof Readings;

/** The default reading of every question. */
export const defaultReadings: Readings = {
  R01: 'elapses',
  R02: 'none',
  R03: 'actual-days',
  R04: 'as-if-continued',
  R05: 'once',
  R06: 'base-and-options',
  R07: 'threshold',
  R08: 'none',
  R09: 'down',
  R10: 'literal',
  R11: 'billed',
  R12: 'no-charge',
  R13: 'earliest',
  R14: 'when-known',
  R15: 'accrues',
  R16: 'not-counted',
  R17: 'same-parameters',
  R18: 'calendar',
  R19: 'on-end',
  R20: 'charged',
  R21: 'homepage-only',
};
