import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Endpoint } from './faults.js';
import { unauthenticated, type Node } from './node.js';

const SERVER_VERSION = '24.10.4';

const STREAMS = 'event_store.client.streams.streams';
const METHODS: readonly (readonly [service: string, method: string, ...features: string[]])[] = [
  [STREAMS, 'read', 'position', 'events'],
  [STREAMS, 'append'],
  [STREAMS, 'batchappend', 'deadline_duration'],
  [STREAMS, 'delete'],
  [STREAMS, 'tombstone'],
  ['event_store.client.gossip.gossip', 'read'],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods'],
];

/** What a client asks first: which methods it may use. */
export const supportedMethods =
  (node: Node) =>
  (
    call: ServerUnaryCall<shared.Empty, features.SupportedMethods>,
    respond: sendUnaryData<features.SupportedMethods>,
  ): void => {
    const refused = unauthenticated(node, call.metadata);
    if (refused !== undefined) return respond(refused);
    const methods = METHODS.map(([service, method, ...names]) =>
      new features.SupportedMethod().setServiceName(service).setMethodName(method).setFeaturesList(names),
    );
    respond(null, new features.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION).setMethodsList(methods));
  };

/** Who belongs to the cluster: this node, and where it only follows also the one that leads. */
export const clusterMembers =
  (node: Node) =>
  (_call: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>, respond: sendUnaryData<gossip.ClusterInfo>): void => {
    const { leader } = node.faults;
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const self = member(node.endpoint(), leader === undefined ? LEADER : FOLLOWER);
    const others = leader === undefined ? [] : [member(leader, LEADER)];
    respond(null, new gossip.ClusterInfo().setMembersList([self, ...others]));
  };

const member = ({ host, port }: Endpoint, state: gossip.MemberInfo.VNodeState): gossip.MemberInfo =>
  new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(crypto.randomUUID()))
    .setTimeStamp(String(Date.now() * 10_000))
    .setState(state)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
