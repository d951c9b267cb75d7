import type { DiffAnswer, GenerationAcknowledgement, GenerationAnswer, Page } from '@ledger/application';
import { Complaint } from '../complaint.js';
import type { Desk, DeskCommand } from './desk.js';
import type { ServerFile } from './server-recorder.js';

/** Asks the server, which does it. */
export const serverDesk = (server: ServerFile): Desk => {
  const send = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${server.url}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Complaint(`the server at ${server.url} does not answer`, { cause });
    });
    const answer = (await response.json()) as Answer & { readonly detail?: string };
    if (!response.ok) throw new Complaint(answer.detail ?? `the server answered ${String(response.status)}`);
    return answer;
  };
  return {
    record: (command) => {
      const [method, path, body] = addressOf(command);
      return send<GenerationAcknowledgement['recorded']>(method, path, body);
    },
    generation: (generationId) => send<GenerationAnswer>('GET', `rebuilds/${encodeURIComponent(generationId)}`),
    generations: () => send<Page<GenerationAnswer>>('GET', 'generations?limit=200'),
    diff: (generationId, against = 'live', cursor) => {
      const query = new URLSearchParams({ against, limit: '200', ...(cursor !== undefined && { cursor }) });
      return send<DiffAnswer>('GET', `generations/${encodeURIComponent(generationId)}/diff?${query.toString()}`);
    },
    close: () => Promise.resolve(),
  };
};

const addressOf = (command: DeskCommand): readonly [method: string, path: string, body?: object] => {
  if (command.type === 'request') return ['POST', 'rebuilds', command.body];
  const { type, generationId, ...body } = command;
  const id = encodeURIComponent(generationId);
  if (type === 'cancel') return ['POST', `rebuilds/${id}/cancel`, {}];
  return type === 'drop' ? ['DELETE', `generations/${id}`] : ['POST', `generations/${id}/${type}`, body];
};
