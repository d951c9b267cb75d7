import { Server, ServerCredentials } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { batchAppend } from './batch-append.js';
import { counted, countedUnary, type CallCount } from './call-count.js';
import type { Certificate } from './certificate.js';
import { softDelete, tombstone } from './delete.js';
import type { Node } from './node.js';
import { read } from './read.js';
import { clusterMembers, supportedMethods } from './services.js';
import { append } from './single-append.js';

/** The largest message that the node takes. */
const LARGEST_MESSAGE_BYTES = 17 * 1024 * 1024;
/**
 * How many calls one connection may have open: the web server's own limit. A call that waited for a place may be refused here
 * (RESOURCE_EXHAUSTED) in the moment in which one becomes free, where the real node takes it.
 */
const CALLS_PER_CONNECTION = 100;

/** The services of a node, over gRPC. */
export interface GrpcServer {
  readonly port: number;
  readonly stop: () => void;
}

export const startServer = async (
  node: Node,
  count: CallCount,
  certificate: Certificate | undefined,
): Promise<GrpcServer> => {
  const server = new Server({
    'grpc.max_receive_message_length': LARGEST_MESSAGE_BYTES,
    'grpc.max_send_message_length': -1,
    'grpc.max_concurrent_streams': CALLS_PER_CONNECTION,
  });
  const encoded = { ...StreamsService.read, responseSerialize: (answer: Buffer): Buffer => answer };
  server.addService(
    { ...StreamsService, read: encoded },
    {
      append: countedUnary(count, 'append', append(node)),
      batchAppend: counted(count, 'batchAppend', batchAppend(node)),
      read: counted(count, 'read', read(node)),
      delete: countedUnary(count, 'delete', softDelete(node)),
      tombstone: countedUnary(count, 'tombstone', tombstone(node)),
    },
  );
  server.addService(ServerFeaturesService, {
    getSupportedMethods: countedUnary(count, 'features', supportedMethods(node)),
  });
  server.addService(GossipService, { read: countedUnary(count, 'gossip', clusterMembers(node)) });
  const port = await bind(server, credentialsOf(certificate));
  return { port, stop: () => server.forceShutdown() };
};

const credentialsOf = (certificate: Certificate | undefined): ServerCredentials =>
  certificate === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(null, [{ private_key: certificate.key, cert_chain: certificate.chain }]);

const bind = (server: Server, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
