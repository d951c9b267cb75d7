/** What a stream's metadata lets readers see of it. */
export interface StreamLimits {
  readonly maxCount?: number;
  readonly truncateBefore?: number;
}

/** The `$tb` of a stream that was deleted softly: nothing is left to be seen. */
export const TRUNCATE_BEFORE = Number(2n ** 63n - 1n);

const PREFIX = '$$';

export const metadataStreamOf = (stream: string): string => `${PREFIX}${stream}`;

/** The stream that a metadata stream speaks of; undefined when it is none. */
export const streamOfMetadata = (stream: string): string | undefined =>
  stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;

/** Of the data of a `$metadata` event; none when it cannot be read, as with the server. */
export const readLimits = (data: Uint8Array): StreamLimits => {
  const { $maxCount, $tb } = parse(data);
  return {
    ...(typeof $maxCount === 'number' ? { maxCount: $maxCount } : {}),
    ...(typeof $tb === 'number' ? { truncateBefore: $tb } : {}),
  };
};

const parse = (data: Uint8Array): { readonly $maxCount?: unknown; readonly $tb?: unknown } => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
};
