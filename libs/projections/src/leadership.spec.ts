import { afterEach, describe, expect, it } from '@jest/globals';
import { Leadership, nextTurn } from './leadership.js';
import type { Lease } from './read-model.js';
import { openSqliteReadModel } from './index.js';

const lease = (token: number): Lease => ({ name: 'n', holder: 'h', token });

describe('A turn', () => {
  it.each([
    [undefined, undefined, 'stand-by'],
    [undefined, lease(1), 'begin'],
    [lease(1), lease(1), 'go-on'],
    [lease(1), undefined, 'end'],
    [lease(1), lease(3), 'begin-anew'],
  ] as const)('of one who held %j and was given %j is to %s', (held, taken, turn) => {
    expect(nextTurn(held, taken)).toBe(turn);
  });
});

describe('Leadership', () => {
  const running: Leadership[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((leadership) => leadership.close()));
  });

  /** What happens to one who wants to lead, in words. */
  const candidate = (
    leases: ConstructorParameters<typeof Leadership>[0],
    holder: string,
    leaseMilliseconds = 60_000,
  ): { readonly leadership: Leadership; readonly events: string[]; readonly states: { isReady: boolean } } => {
    const events: string[] = [];
    const states = { isReady: true };
    const leadership = new Leadership(leases, {
      name: 'projector',
      holder,
      leaseMilliseconds,
      turnMilliseconds: 5,
      isReady: () => states.isReady,
      begin: ({ token }) => ({
        end: () => {
          events.push(`ended ${String(token)}`);
          return Promise.resolve();
        },
      }),
      report: {
        began: ({ token }) => events.push(`began ${String(token)}`),
        ended: (_, why) => events.push(why),
        failed: (cause) => events.push(String(cause)),
      },
    });
    running.push(leadership);
    leadership.start();
    return { leadership, events, states };
  };

  it('is one process’s at a time, and passes on at once when that stops', async () => {
    const leases = await openSqliteReadModel(':memory:');
    const one = candidate(leases, 'one');
    await until(() => one.leadership.lease !== undefined);
    const other = candidate(leases, 'other');
    await turns();
    expect(other.events).toEqual([]);
    await one.leadership.close();
    expect(one.events).toEqual(['began 1', 'it stops', 'ended 1']);
    await until(() => other.leadership.lease !== undefined);
    expect(other.events).toEqual(['began 2']);
  });

  it('ends by itself where the lease cannot be taken again in time', async () => {
    const leases = await openSqliteReadModel(':memory:');
    let isAway = false;
    const { leadership, events } = candidate(
      {
        takeLease: (...args) => (isAway ? new Promise(() => undefined) : leases.takeLease(...args)),
        releaseLease: (given) => leases.releaseLease(given),
      },
      'one',
      100,
    );
    await until(() => leadership.lease !== undefined);
    isAway = true;
    await until(() => leadership.lease === undefined);
    expect(events).toContain('the lease could not be taken again');
    expect(events).toContain('ended 1');
  });

  it('passes to another when it is not ready, and is not asked for while it is not', async () => {
    const leases = await openSqliteReadModel(':memory:');
    const one = candidate(leases, 'one');
    await until(() => one.leadership.lease !== undefined);
    const other = candidate(leases, 'other');
    one.states.isReady = false;
    await until(() => other.leadership.lease !== undefined);
    expect(one.events).toEqual(['began 1', 'it is not ready', 'ended 1']);
    expect(other.events).toEqual(['began 2']);
  });

  it('outlives a database that is away for a moment', async () => {
    const leases = await openSqliteReadModel(':memory:');
    let isAway = false;
    const { leadership, events } = candidate(
      {
        takeLease: (...args) => (isAway ? Promise.reject(new Error('away')) : leases.takeLease(...args)),
        releaseLease: (given) => leases.releaseLease(given),
      },
      'one',
    );
    await until(() => leadership.lease !== undefined);
    isAway = true;
    await until(() => events.includes('Error: away'));
    isAway = false;
    await turns();
    expect(leadership.lease?.token).toBe(1);
  });

  it('begins anew under a higher token where another has led in between', async () => {
    const leases = await openSqliteReadModel(':memory:');
    const { leadership, events } = candidate(leases, 'one');
    await until(() => leadership.lease !== undefined);
    await leases.releaseLease(lease(1)); // it is not the one of that name
    await leases.releaseLease({ name: 'projector', holder: 'one', token: 1 });
    await until(() => leadership.lease !== undefined && leadership.lease.token > 1);
    expect(events.slice(0, 4)).toEqual(['began 1', 'the lease had run out', 'ended 1', 'began 2']);
  });
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
};
/** Long enough for several turns. */
const turns = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 50));
