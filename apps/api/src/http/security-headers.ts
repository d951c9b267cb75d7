/** On every answer: it is data for the caller alone, to be taken for nothing else. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Swagger UI runs its own scripts and styles, and asks this server alone. */
const DOCS =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
const PAGES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** What a page may load, by the route that serves it. */
export const contentSecurityPolicy = (route: string): string => (route.startsWith('/docs') ? DOCS : PAGES);
