import { Complaint } from '../complaint.js';
import { faultsOf } from '../describe-error.js';
import type { ServerFile } from './server-recorder.js';

/** Asks the server for something. @param path below `/v1/` @throws {Complaint} with what it answers where it refuses */
export const askServer = async <Answer>(
  { url, token }: ServerFile,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> => {
  const response = await fetch(`${url}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new Complaint(`the server at ${url} does not answer`, { cause });
  });
  const answer = (await response.json()) as Answer & Problem;
  if (!response.ok) throw new Complaint(complaintIn(answer, response.status));
  return answer;
};

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

const complaintIn = ({ detail, errors }: Problem, status: number): string =>
  errors === undefined ? (detail ?? `the server answered ${String(status)}`) : faultsOf(errors);
