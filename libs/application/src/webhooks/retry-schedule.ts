/** How long to wait after the first failure. */
const FIRST_MILLISECONDS = 1000;
/** The wait grows no longer than this. */
const LONGEST_MILLISECONDS = 3_600_000;
/** Nobody answers so late without somebody having to come by: five days. */
const GIVE_UP_MILLISECONDS = 5 * 24 * 3_600_000;

/**
 * Milliseconds until the next attempt: twice as long after every failure, up to an hour. Half of it is left to chance, so that receivers
 * that fell together are not all asked again together.
 * @param failures how many in a row, 1 or more
 * @param chance from 0 to 1
 * @param asked what the receiver asked for, in milliseconds: not less is waited, up to the hour
 */
export const retryDelay = (failures: number, chance: number, asked = 0): number => {
  const full = Math.min(FIRST_MILLISECONDS * 2 ** (failures - 1), LONGEST_MILLISECONDS);
  return Math.max(Math.round((full / 2) * (1 + chance)), Math.min(asked, LONGEST_MILLISECONDS));
};

/** Whether a receiver that has failed for so long, in milliseconds, is given up. */
export const isDead = (failingFor: number): boolean => failingFor >= GIVE_UP_MILLISECONDS;
