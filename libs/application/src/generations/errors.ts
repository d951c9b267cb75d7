/** What is asked of a generation does not go with how it stands. */
export class GenerationRefused extends Error {
  override readonly name = 'GenerationRefused';
  constructor(
    readonly code: 'generation-state' | 'not-for-live' | 'diff-changed' | 'diff-not-accepted',
    detail: string,
    /** Of the differences as they are now, where it is about those. */
    readonly diff?: { readonly digest: string; readonly figures: number },
  ) {
    super(detail);
  }
}
