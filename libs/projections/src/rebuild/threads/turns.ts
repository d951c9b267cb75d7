/** Places in what the threads share: how many parts are taken, how many are written, and of how many contracts. */
export const [TAKEN, WRITTEN, CONTRACTS] = [0, 1, 2] as const;
/** The note of how many parts are written, and of how many contracts. */
export const PARTS_DONE = 'rebuilt parts';
