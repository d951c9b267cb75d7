import type { DiffAnswer, GenerationAcknowledgement, GenerationAnswer, Page } from '@ledger/application';
import { askServer } from './ask-server.js';
import type { Desk, DeskCommand } from './desk.js';
import { everyGeneration } from './every-generation.js';
import type { ServerFile } from './server-recorder.js';

/** Asks the server, which does it. */
export const serverDesk = (server: ServerFile): Desk => {
  const send = <Answer>(method: string, path: string, body?: object): Promise<Answer> =>
    askServer(server, method, path, body);
  return {
    record: (command) => {
      const [method, path, body] = addressOf(command);
      return send<GenerationAcknowledgement['recorded']>(method, path, body);
    },
    generation: (generationId) => send<GenerationAnswer>('GET', `rebuilds/${encodeURIComponent(generationId)}`),
    generations: () =>
      everyGeneration((which, cursor) => {
        const query = new URLSearchParams({ limit: '200', ...(cursor !== undefined && { cursor }) });
        const list = which === 'kept' ? 'generations' : 'rebuilds';
        return send<Page<GenerationAnswer>>('GET', `${list}?${query.toString()}`);
      }),
    diff: (generationId, against = 'live', cursor) => {
      const query = new URLSearchParams({ against, limit: '200', ...(cursor !== undefined && { cursor }) });
      return send<DiffAnswer>('GET', `generations/${encodeURIComponent(generationId)}/diff?${query.toString()}`);
    },
    isBuilder: false,
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
