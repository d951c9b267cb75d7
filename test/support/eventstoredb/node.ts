import type { Metadata } from '@grpc/grpc-js';
import { failures, type Failure } from './answers.js';
import type { EventLog } from './event-log.js';
import type { Endpoint, Faults } from './faults.js';

/** What the calls of one node share. */
export interface Node {
  readonly log: EventLog;
  readonly faults: Faults;
  /** Passwords by name of user; undefined where nobody is asked for one. */
  readonly users: Readonly<Record<string, string>> | undefined;
  readonly endpoint: () => Endpoint;
  readonly dropConnections: () => void;
}

/** Where a password is asked for: who is wrong about it learns so before anything else. */
export const unauthenticated = ({ users }: Node, metadata: Metadata): Failure | undefined => {
  const given = metadata.get('authorization')[0]?.toString();
  if (users === undefined || given === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(given.replace(/^Basic /i, ''), 'base64')
    .toString('utf8')
    .split(':');
  return users[user] === password.join(':') ? undefined : failures.unauthenticated();
};

export const isAnonymous = ({ users }: Node, metadata: Metadata): boolean =>
  users !== undefined && metadata.get('authorization').length === 0;

/** Why the node does not serve a call at all; reads need the leader only where they ask for it. */
export const unserved = (node: Node, metadata: Metadata, kind: 'read' | 'write'): Failure | undefined => {
  const { notReady, leader } = node.faults;
  const needsLeader = kind === 'write' || metadata.get('requires-leader')[0] === 'true';
  if (isAnonymous(node, metadata)) return failures.accessDenied();
  if (notReady) return failures.notReady();
  return leader !== undefined && needsLeader ? failures.notLeader(leader) : undefined;
};
