/** What a value reads as once it is erased. */
export const ERASED = '[erased]';

/** A value that stands beside the log, and what stands in its place. */
export interface ValueBeside {
  readonly commitment: string;
  readonly value: string;
}

/** The data written in the log, with the values that stand beside it, or `[erased]`, in the places of their commitments. */
export const unseal = (written: string, beside: readonly ValueBeside[]): Readonly<Record<string, unknown>> => {
  const data = JSON.parse(written) as Record<string, unknown>;
  // A text cannot hold these characters but escaped, so most events need not be looked through.
  if (written.includes('{"commitment":"')) reveal(data, beside);
  return data;
};

/**
 * Facts hold no object with this one member but in the place of a text. What was just parsed is nobody else's: it is changed in its place.
 * (Object.keys, since to change what a for-in goes through throws compiled code away, again and again.)
 */
const reveal = (within: Record<string, unknown>, beside: readonly ValueBeside[]): void => {
  for (const key of Object.keys(within)) {
    const value = within[key];
    if (typeof value !== 'object' || value === null) continue;
    if (isCommitment(value)) {
      within[key] = beside.find(({ commitment }) => commitment === value.commitment)?.value ?? ERASED;
    } else reveal(value as Record<string, unknown>, beside);
  }
};

const isCommitment = (value: object): value is { readonly commitment: string } =>
  'commitment' in value && typeof value.commitment === 'string' && value.commitment.startsWith('sha256:');
