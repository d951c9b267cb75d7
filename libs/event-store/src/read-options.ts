/** @throws {RangeError} for a limit that is not a whole number from 1. */
export const checkLimit = (limit: number | undefined): number | undefined => {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1)) {
    throw new RangeError(`a limit is a whole number from 1, not ${limit}`);
  }
  return limit;
};
