/** The forms in which differences are answered, the usual one first. */
export const DIFF_MEDIA_TYPES = ['application/json', 'text/csv'] as const;
/** The form of progress. */
export const PROGRESS_MEDIA_TYPES = ['text/event-stream'] as const;
