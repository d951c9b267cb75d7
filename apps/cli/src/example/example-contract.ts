import type { Command } from '@ledger/contract';

/** A contract to play with: its life as it would be typed in, in the order in which it became known. */
export interface ExampleContract {
  readonly contractId: string;
  readonly title: string;
  readonly facts: readonly ExampleFact[];
}
export type ExampleFact = Command & { readonly eventId?: string };

/** The id of an event that later ones refer to. @param contract 1, 2, 3 @param number from 1, within the contract */
export const exampleEventId = (contract: number, number: number): string =>
  `e${String(contract).padStart(7, '0')}-0000-8000-8000-${String(number).padStart(12, '0')}`;
