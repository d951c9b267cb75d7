import { join } from 'node:path';
import type { NamedToken } from '../http/authentication.js';

/** What a person reads when the server is ready. A token is shown once: when it was made. */
export const greeting = (
  url: string,
  dataDirectory: string,
  kept: { readonly token: NamedToken; readonly made: boolean } | undefined,
): string => {
  if (kept?.made !== true) {
    const where = kept === undefined ? 'those of LEDGER_TOKEN' : `in ${join(dataDirectory, 'token')}`;
    return `The contract ledger is ready: ${url}/docs  (tokens: ${where})\n`;
  }
  const { token } = kept.token;
  return [
    `The contract ledger is ready: ${url}/docs#token=${token}`,
    '',
    `  A token was made. It is kept in ${join(dataDirectory, 'token')} and not shown again. Try it:`,
    `  curl -H 'Authorization: Bearer ${token}' ${url}/v1/contracts`,
    '',
    '',
  ].join('\n');
};
