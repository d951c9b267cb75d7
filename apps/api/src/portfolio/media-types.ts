/** The forms in which obligations are answered, the usual one first. */
export const OBLIGATION_MEDIA_TYPES = ['application/json', 'text/csv'] as const;
