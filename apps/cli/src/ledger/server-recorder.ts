import { readFileSync } from 'node:fs';
import { placesIn, type ImportedFact } from '@ledger/application';
import { Complaint } from '../complaint.js';
import { faultsOf, withClause } from '../describe-error.js';
import type { Outcome, Recorder } from './recorder.js';

/** Where the server of a data directory is, as it says itself. */
export interface ServerFile {
  readonly url: string;
  readonly token: string;
}

/** Undefined where no server has said so, or not in a form that is understood. */
export const serverOf = (dataDirectory: string): ServerFile | undefined => {
  try {
    const { url, token } = JSON.parse(readFileSync(placesIn(dataDirectory).server, 'utf8')) as Partial<ServerFile>;
    return typeof url === 'string' && typeof token === 'string' ? { url, token } : undefined;
  } catch {
    return undefined;
  }
};

/** Records through the server, which decides. */
export const serverRecorder = (server: ServerFile): Recorder => ({
  record: (contractId, facts) => importThrough(server, contractId, facts),
  url: server.url,
  close: () => Promise.resolve(),
});

const importThrough = async (
  { url, token }: ServerFile,
  contractId: string,
  facts: readonly ImportedFact[],
): Promise<Outcome> => {
  const response = await fetch(`${url}/v1/contracts/${encodeURIComponent(contractId)}/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ facts }),
  }).catch((cause: unknown) => {
    throw new Complaint(`the server at ${url} does not answer; what is recorded already is not recorded twice`, {
      cause,
    });
  });
  const answer = (await response.json()) as Recorded & Problem;
  if (response.status === 201) {
    const isReplayed = response.headers.get('idempotency-replayed') === 'true';
    return { kind: 'recorded', events: isReplayed ? 0 : answer.events.length };
  }
  if (!REFUSALS.includes(response.status)) throw new Complaint(`the server at ${url}: ${answer.detail}`);
  return { kind: 'refused', index: answer.fact, detail: detailOf(answer) };
};

/** The statuses that say something about the facts, rather than about the server. */
const REFUSALS: readonly number[] = [400, 404, 409, 412, 413, 422];

interface Recorded {
  readonly events: readonly unknown[];
}
/** What the interface answers where it refuses. */
interface Problem {
  readonly detail: string;
  readonly article?: string;
  readonly quote?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly fact?: number;
}

const detailOf = ({ detail, article, quote, errors, fact }: Problem): string => {
  if (errors !== undefined) {
    const above = `/facts/${String(fact)}`;
    return faultsOf(
      errors.map((error) => ({
        pointer: error.pointer.startsWith(`${above}/`) ? error.pointer.slice(above.length) : error.pointer,
        detail: error.detail,
      })),
    );
  }
  return article === undefined || quote === undefined ? detail : withClause(detail, { label: article, quote });
};
