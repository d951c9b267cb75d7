/*
 * What the store itself has to remember about an event stands in the event's metadata, as a last member `$ledger`: the claim that its
 * append holds, and the commitments of the values beside it. Most events have none of it, and their metadata is the caller's very text.
 */

/** What the store keeps of an event beside the caller's own texts. */
export interface Kept {
  readonly claim?: string | undefined;
  readonly beside?: readonly string[] | undefined;
}

const member = '"$ledger":';
const suffix = `,${member}`;
const whole = `{${member}`;

/** The metadata as it is sent to the server. */
export const storedMetadata = (metadata: string, { claim, beside = [] }: Kept): string => {
  const kept = { ...(claim !== undefined && { claim }), ...(beside.length > 0 && { beside }) };
  if (Object.keys(kept).length === 0 && !metadata.includes(member)) return metadata;
  if (metadata.startsWith('{"') && metadata.endsWith('}')) {
    return `${metadata.slice(0, -1)}${suffix}${JSON.stringify(kept)}}`;
  }
  return `${whole}${JSON.stringify({ ...kept, metadata })}}`;
};

/** The caller's metadata again, and what the store kept with it. Inside a text of JSON a quotation mark is escaped, so the last member is found. */
export const openedMetadata = (stored: string): Kept & { readonly metadata: string } => {
  const at = stored.lastIndexOf(suffix);
  if (at > 0) return { ...keptIn(stored.slice(at + suffix.length, -1)), metadata: `${stored.slice(0, at)}}` };
  if (!stored.startsWith(whole)) return { metadata: stored };
  const { metadata = stored, ...kept } = keptIn(stored.slice(whole.length, -1));
  return { ...kept, metadata };
};

const keptIn = (text: string): Kept & { readonly metadata?: string } =>
  JSON.parse(text) as Kept & { metadata?: string };
