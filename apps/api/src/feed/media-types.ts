/** The forms that the feed has, the usual one first. */
export const FEED_MEDIA_TYPES = ['application/json', 'application/x-ndjson', 'text/event-stream'] as const;
