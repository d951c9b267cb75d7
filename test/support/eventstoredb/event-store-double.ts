import { newCallCount, type Method } from './call-count.js';
import { makeCertificate } from './certificate.js';
import { newEventLog, systemEvent } from './event-log.js';
import { noFaults, type AppendFault, type Endpoint } from './faults.js';
import { openFrontDoor, type FrontDoor } from './front-door.js';
import type { Node } from './node.js';
import { startServer, type GrpcServer } from './server.js';

export interface DoubleOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** Encrypted, with a certificate that an authority of the double's own signed: `caFile`. */
  readonly tls?: boolean;
  /** Passwords by name of user. Without them everybody may do everything. */
  readonly users?: Readonly<Record<string, string>>;
}

/**
 * Stands in for a node of EventStoreDB 24.10: serves what the client asks of it over gRPC, on a log in memory, as a real
 * node was seen to do it, and fails in the ways in which real ones do, on demand. It knows no links, no projections and no
 * persistent subscriptions.
 */
export interface EventStoreDouble {
  /** Without user and password. */
  readonly url: string;
  readonly port: number;
  /** The authority's certificate, with `tls`. */
  readonly caFile: string | undefined;

  /** Calls since the start. */
  readonly calls: (method?: Method) => number;
  /** Calls that have not ended. The appends of a client share one that stays open as long as the client. */
  readonly openCalls: (method?: Method) => number;
  readonly connections: () => number;
  /** Events in `$all`, the node's own among them. */
  readonly eventCount: () => number;

  /** Like a process that was stopped: connections stay, nothing is answered. */
  readonly stall: () => void;
  readonly resume: () => void;
  /** Every connection is reset. What was on its way may or may not have been written. */
  readonly dropConnections: () => void;
  /** The node says that it has not started up yet. */
  readonly notReady: (notReady: boolean) => void;
  /** Appends and deletions are sent to another node, until called without one. */
  readonly answerNotLeader: (leader?: Endpoint) => void;
  /** The next appends, one each, are written or not, and their callers are told something that says nothing of it. */
  readonly failNextAppends: (...faults: readonly AppendFault[]) => void;
  /** Every answer waits so many milliseconds. */
  readonly delay: (milliseconds: number) => void;
  /** Answers are held back until the function that it gives is called. */
  readonly hold: () => () => void;
  /** The node writes events of its own, as statistics do on a real one. */
  readonly writeSystemEvents: (count: number) => void;

  /** Like kill -9: connections are reset and new ones refused. What was written stays. */
  readonly kill: () => Promise<void>;
  /** On the same port, after `kill`. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const HOST = '127.0.0.1';

export const startEventStoreDouble = async (options: DoubleOptions = {}): Promise<EventStoreDouble> => {
  const log = newEventLog();
  const faults = noFaults();
  const count = newCallCount();
  const certificate = options.tls === true ? makeCertificate() : undefined;
  let running: { readonly server: GrpcServer; readonly door: FrontDoor } | undefined;

  const node: Node = {
    log,
    faults,
    users: options.users,
    endpoint: () => ({ host: HOST, port }),
    dropConnections: () => running?.door.drop(),
  };
  const start = async (at: number): Promise<number> => {
    const server = await startServer(node, count, certificate);
    const door = await openFrontDoor(HOST, at, server.port);
    running = { server, door };
    return door.port;
  };
  const kill = async (): Promise<void> => {
    const { server, door } = running ?? {};
    running = undefined;
    await door?.close();
    server?.stop();
    count.forget();
  };

  const writeSystemEvents = (events: number): void => {
    for (let n = 0; n < events; n += 1)
      log.append(`$stats-${HOST}:2113`, [systemEvent('$statsCollected', '{"proc-cpu":1}')], 'any');
  };
  log.append('$user-admin', [systemEvent('$UserCreated', '{"loginName":"admin"}')], 'no-stream');
  writeSystemEvents(1);

  const port = await start(options.port ?? 0);
  return {
    url: `esdb://${HOST}:${port}?tls=${String(options.tls === true)}`,
    port,
    caFile: certificate?.caFile,
    calls: count.calls,
    openCalls: count.open,
    connections: () => running?.door.connections() ?? 0,
    eventCount: () => log.events.length,
    stall: () => running?.door.stall(),
    resume: () => running?.door.resume(),
    dropConnections: node.dropConnections,
    notReady: (notReady) => void (faults.notReady = notReady),
    answerNotLeader: (leader) => void (faults.leader = leader),
    failNextAppends: (...next) => void faults.appends.push(...next),
    delay: (milliseconds) => void (faults.delay = milliseconds),
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      faults.gate = promise;
      return () => {
        if (faults.gate === promise) faults.gate = undefined;
        resolve(undefined);
      };
    },
    writeSystemEvents,
    kill,
    restart: async () => {
      await start(port);
    },
    stop: async () => {
      await kill();
      certificate?.remove();
    },
  };
};
