/** What a value reads as once it is erased. */
export const ERASED = '[erased]';

/** A value that stands beside the log, and what stands in its place. */
export interface ValueBeside {
  readonly commitment: string;
  readonly value: string;
}

/** The data written in the log, with the values that stand beside it, or `[erased]`, in the places of their commitments. */
export const unseal = (written: string, beside: readonly ValueBeside[]): Readonly<Record<string, unknown>> => {
  const data = JSON.parse(written) as Readonly<Record<string, unknown>>;
  // A text cannot hold these characters but escaped, so most events need not be looked through.
  return written.includes('{"commitment":"') ? (reveal(data, beside) as typeof data) : data;
};

/** Facts hold no object with this one member but in the place of a text. */
const reveal = (value: unknown, beside: readonly ValueBeside[]): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => reveal(item, beside));
  if (isCommitment(value)) return beside.find(({ commitment }) => commitment === value.commitment)?.value ?? ERASED;
  const revealed: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) revealed[key] = reveal(member, beside);
  return revealed;
};

const isCommitment = (value: object): value is { readonly commitment: string } =>
  'commitment' in value && typeof value.commitment === 'string' && value.commitment.startsWith('sha256:');
