import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What clients connect to. It hands every connection through to the server behind, and so can do to them what a network,
 * or a server that hangs or dies, does.
 */
export interface FrontDoor {
  readonly port: number;
  readonly connections: () => number;
  /** Nothing goes through any more, as when the server is stopped in its tracks; new connections are taken and get no answer. */
  readonly stall: () => void;
  readonly resume: () => void;
  /** Every connection is reset. */
  readonly drop: () => void;
  /** Every connection is reset, and new ones are refused. */
  readonly close: () => Promise<void>;
}

interface Connection {
  readonly client: Socket;
  readonly server: Socket;
}

export const openFrontDoor = async (host: string, port: number, behind: number): Promise<FrontDoor> => {
  const connections = new Set<Connection>();
  let stalled = false;

  const door = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    const server = connect({ host: '127.0.0.1', port: behind, noDelay: true });
    const connection = { client, server };
    connections.add(connection);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => {
        connections.delete(connection);
        to.destroy();
      });
    }
    if (!stalled) join(connection);
  });
  await listen(door, host, port);

  const drop = (): void => {
    for (const { client, server } of connections) {
      client.resetAndDestroy();
      server.destroy();
    }
    connections.clear();
  };
  return {
    port: (door.address() as AddressInfo).port,
    connections: () => connections.size,
    stall: () => {
      stalled = true;
      for (const connection of connections) part(connection);
    },
    resume: () => {
      if (stalled) for (const connection of connections) join(connection);
      stalled = false;
    },
    drop,
    close: async () => {
      const closed = once(door, 'close');
      door.close();
      drop();
      await closed;
    },
  };
};

const join = ({ client, server }: Connection): void => {
  client.pipe(server);
  server.pipe(client);
};

const part = ({ client, server }: Connection): void => {
  client.unpipe(server).pause();
  server.unpipe(client).pause();
};

const listen = async (door: Server, host: string, port: number): Promise<void> => {
  const listening = once(door, 'listening');
  door.listen(port, host);
  await listening;
};
