import { connect, type Socket } from 'node:net';

/** What came of a load. */
export interface LoadResult {
  /** In milliseconds, from the sending of a request to the end of its answer. */
  readonly latencies: readonly number[];
  readonly seconds: number;
}

/**
 * Keeps so many connections busy, each with its next request when the last is answered, until there is none. Less than an HTTP library:
 * what is measured shares the machine with it.
 * @param next a request as it goes over the wire
 * @throws {Error} for an answer that is not 2xx
 */
export const load = async (port: number, connections: number, next: () => string | undefined): Promise<LoadResult> => {
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const latencies: number[] = [];
  const start = performance.now();
  try {
    await Promise.all(sockets.map((socket) => converse(socket, next, latencies)));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  return { latencies, seconds: (performance.now() - start) / 1_000 };
};

/** The latency that this part of the requests stayed below. */
export const quantile = (latencies: readonly number[], part: number): number =>
  latencies.toSorted((one, other) => one - other)[Math.ceil(part * latencies.length) - 1] ?? Number.NaN;

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.setEncoding('latin1').once('error', reject);
  });

const converse = (socket: Socket, next: () => string | undefined, latencies: number[]): Promise<void> =>
  new Promise((resolve, reject) => {
    let received = '';
    let sentAt = 0;
    const send = (): void => {
      const request = next();
      if (request === undefined) {
        resolve();
        return;
      }
      received = '';
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('data', (chunk) => {
      received += String(chunk);
      if (!isWhole(received)) return;
      if (received.startsWith('HTTP/1.1 2')) {
        latencies.push(performance.now() - sentAt);
        send();
      } else {
        reject(new Error(`answered with ${received}`));
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server hung up')));
    send();
  });

/** The server says how long every answer is. */
const isWhole = (received: string): boolean => {
  const headers = received.indexOf('\r\n\r\n');
  if (headers === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, headers))?.[1];
  return received.length >= headers + 4 + Number(length ?? 0);
};
