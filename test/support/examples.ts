import type { OpenAPIObject } from '@nestjs/swagger';
import { COMMAND_EXAMPLES, type CommandExample, type CommandName } from '../../apps/api/src/examples/commands.js';
import { eventOf, type Answer, type Server } from './server.js';

/** Where an operation is: its method, and its path with names in braces. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** The operations of the server by their names. */
const operationsOf = async (server: Server): Promise<ReadonlyMap<string, Operation>> => {
  const { paths } = await server.read<Pick<OpenAPIObject, 'paths'>>('/openapi.json');
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, { operationId }] of Object.entries(item as Record<string, { operationId: string }>)) {
      operations.set(operationId, { method: method.toUpperCase() as Operation['method'], path });
    }
  }
  return operations;
};

/**
 * Sends the examples of some commands, one after the other, to a contract. Their keys make the ids of their events the same every time.
 * @throws {Error} where one is refused
 */
export const liveThrough = async (
  server: Server,
  commands: readonly CommandName[],
  contractId: string,
): Promise<ReadonlyMap<CommandName, Answer>> => {
  const operations = await operationsOf(server);
  const answers = new Map<CommandName, Answer>();
  const named = (text: string): string => {
    const command = /^made by (\w+)$/.exec(text)?.[1] as CommandName | undefined;
    const answer = command && answers.get(command);
    return answer === undefined ? text : eventOf(answer);
  };
  for (const command of commands) {
    const example: CommandExample = COMMAND_EXAMPLES[command];
    const ids: Readonly<Record<string, string>> = { contractId, ...example.path };
    const path = operations
      .get(command)
      ?.path.replace(/\{(\w+)\}/g, (_whole, name: string) => named(ids[name] ?? name));
    const body = Object.fromEntries(
      Object.entries(example.body).map(([name, value]) => [name, typeof value === 'string' ? named(value) : value]),
    );
    const answer = await server.post(path ?? command, body, {
      'idempotency-key': `example-${command}`,
      'x-request-id': `example-${command}`,
    });
    if (answer.status !== 201) throw new Error(`${command}: ${String(answer.status)} ${answer.text}`);
    answers.set(command, answer);
  }
  return answers;
};
