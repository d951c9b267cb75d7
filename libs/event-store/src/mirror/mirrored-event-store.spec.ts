import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MemoryBesideStore } from '../beside-store.js';
import { anEvent, idsOf, someEvents } from '../conformance/fixture.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import { StoreClosed, StoreLocked, StoreUnavailable } from '../errors.js';
import type {
  Appended,
  EventHandler,
  LogPage,
  NewEvent,
  Position,
  ReadAllOptions,
  RecordedEvent,
  SubscribeOptions,
} from '../event-store.js';
import { MemoryEventStore } from '../memory/memory-event-store.js';
import type { Subscription } from '../subscription.js';
import { MirroredEventStore, type MirrorReport } from './mirrored-event-store.js';

const far = (position: Position): Position => (position === 0n ? 0n : position * 10n + 3n);
const near = (position: Position): Position => (position < 13n ? 0n : (position - 3n) / 10n);

/** A store whose positions are 13, 23, 33 ..., and which can be made to fail and to lie. */
class SparseStore extends MemoryEventStore {
  override readonly isDense = false;
  isDown = false;
  /** Not handed to subscribers. */
  readonly hidden = new Set<string>();

  override async readAll({ after, before, ...options }: ReadAllOptions = {}): Promise<LogPage> {
    if (this.isDown) throw new StoreUnavailable('down');
    const { events, head } = await super.readAll({
      ...options,
      ...(after !== undefined && { after: near(after) }),
      ...(before !== undefined && { before: near(before - 1n) + 1n }),
    });
    return { events: events.filter(({ id }) => !this.hidden.has(id)).map(moved), head: far(head) };
  }
  override async readStream(
    ...args: Parameters<MemoryEventStore['readStream']>
  ): ReturnType<MemoryEventStore['readStream']> {
    const slice = await super.readStream(...args);
    return { ...slice, events: slice.events.map(moved), head: far(slice.head) };
  }
  override async head(): Promise<Position> {
    return far(await super.head());
  }
  override async append(...args: Parameters<MemoryEventStore['append']>): Promise<Appended> {
    const appended = await super.append(...args);
    return { ...appended, position: far(appended.position) };
  }
  override subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    return super.subscribe({ ...options, limit: 7 }, handler);
  }
}
const moved = (event: RecordedEvent): RecordedEvent => ({ ...event, position: far(event.position) });

const everythingIn = async (store: Pick<SparseStore, 'readAll'>): Promise<readonly RecordedEvent[]> =>
  (await store.readAll({ limit: 10_000 })).events;

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
};

describe('A mirrored log', () => {
  const opened: MirroredEventStore[] = [];
  const remade: string[] = [];
  const interrupted: unknown[] = [];
  const report: MirrorReport = {
    remade: (cause) => remade.push(String(cause)),
    interrupted: (cause) => interrupted.push(cause),
  };
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    remade.splice(0);
    interrupted.splice(0);
  });

  const mirrorOf = async (source: SparseStore, directory: string): Promise<MirroredEventStore> => {
    const mirror = await MirroredEventStore.open({ directory, source, report });
    opened.push(mirror);
    return mirror;
  };
  /** Waits until everything that the source holds is mirrored. */
  const caughtUp = async (mirror: MirroredEventStore, source: SparseStore): Promise<void> => {
    const subscription = mirror.subscribe({ after: 0n }, () => undefined);
    await subscription.reached(await source.head());
    await subscription.close();
  };
  const filled = async (): Promise<SparseStore> => {
    const source = new SparseStore();
    for (let index = 0; index < 40; index += 1) {
      const events: readonly NewEvent[] = [
        anEvent({ data: `{"n": ${String(index)},  "text":"山田\\u00e9"}` }),
        ...someEvents(index % 3),
      ];
      await source.append(
        `stream ${String(index % 11)}`,
        events,
        'any',
        index < 11 ? { claim: `c${String(index)}` } : {},
      );
    }
    return source;
  };

  it('holds what its source holds, byte for byte and at the source’s positions', async () => {
    const source = await filled();
    const mirror = await mirrorOf(source, temporaryDirectory());
    expect(await everythingIn(mirror)).toEqual(await everythingIn(source));
    await source.append('late', someEvents(2), 'none');
    await caughtUp(mirror, source);
    expect(await everythingIn(mirror)).toEqual(await everythingIn(source));
    expect(await mirror.head()).toBe(await source.head());
    expect(await mirror.lastRevision('late')).toBe(1n);
    expect(mirror.state()).toEqual({ isUsable: true, events: 81, position: 813n });
    expect(mirror.count({ after: 790n, through: 805n })).toBe(2);
    expect(await mirror.readStreams([{ stream: 'stream 3' }, { stream: 'none' }])).toEqual(
      await source.readStreams([{ stream: 'stream 3' }, { stream: 'none' }]),
    );
    expect(remade).toEqual([]);
  });

  it('is read between any positions as its source is', async () => {
    const source = await filled();
    const mirror = await mirrorOf(source, temporaryDirectory());
    const position = fc.option(fc.bigInt({ min: 0n, max: 900n }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        position,
        position,
        fc.constantFrom('forward' as const, 'backward' as const),
        fc.integer({ min: 1, max: 100 }),
        async (after, before, direction, limit) => {
          const options = {
            direction,
            limit,
            ...(after !== undefined && { after }),
            ...(before !== undefined && { before }),
          };
          expect(await mirror.readAll(options)).toEqual(await source.readAll(options));
        },
      ),
    );
  });

  it('goes on where it left off', async () => {
    const [source, directory] = [await filled(), temporaryDirectory()];
    const before = await mirrorOf(source, directory);
    await before.head();
    await before.close();
    await expect(before.head()).rejects.toBeInstanceOf(StoreClosed);
    const asked: (Position | undefined)[] = [];
    const readAll = source.readAll.bind(source);
    source.readAll = (options?: ReadAllOptions): Promise<LogPage> => {
      asked.push(options?.after);
      return readAll(options);
    };
    await source.append('late', someEvents(1), 'none');
    const after = await mirrorOf(source, directory);
    expect((await everythingIn(after)).at(-1)).toMatchObject({ stream: 'late', position: 803n });
    expect(asked[0]).toBe(793n);
    expect(remade).toEqual([]);
  });

  it('belongs to one process', async () => {
    const [source, directory] = [await filled(), temporaryDirectory()];
    await mirrorOf(source, directory);
    await expect(mirrorOf(source, directory)).rejects.toBeInstanceOf(StoreLocked);
  });

  it.each<[what: string, damage: (directory: string) => void]>([
    ['is cut off', (directory) => truncateSync(join(directory, 'log', 'log.db'), 4096)],
    ['has lost its positions', (directory) => rmSync(join(directory, 'positions'))],
    ['has positions that do not grow', (directory) => writeFileSync(join(directory, 'positions'), Buffer.alloc(1000))],
    ['is no log', (directory) => writeFileSync(join(directory, 'log', 'log.db'), 'x'.repeat(9000))],
  ])('is made again where the copy %s', async (_, damage) => {
    const [source, directory] = [await filled(), temporaryDirectory()];
    const before = await mirrorOf(source, directory);
    await before.head();
    await before.close();
    damage(directory);
    const after = await mirrorOf(source, directory);
    expect(await everythingIn(after)).toEqual(await everythingIn(source));
    expect(remade).toHaveLength(1);
  });

  it('is made in full where its directory is gone', async () => {
    const [source, directory] = [await filled(), temporaryDirectory()];
    const before = await mirrorOf(source, directory);
    const events = await everythingIn(before);
    await before.close();
    rmSync(directory, { recursive: true });
    expect(await everythingIn(await mirrorOf(source, directory))).toEqual(events);
  });

  it('is made again, and says so, where the source is another log or ends earlier', async () => {
    const directory = temporaryDirectory();
    const before = await mirrorOf(await filled(), directory);
    await before.head();
    await before.close();
    const other = await filled();
    const after = await mirrorOf(other, directory);
    expect(await everythingIn(after)).toEqual(await everythingIn(other));
    expect(remade).toHaveLength(1);
    expect(remade[0]).toContain('is another event in the source');
    await after.close();
    const shorter = new SparseStore();
    expect(await everythingIn(await mirrorOf(shorter, directory))).toEqual([]);
    expect(remade[1]).toContain('the source lacks revision');
  });

  it('raises the alarm where an event is missing between two others', async () => {
    const source = new SparseStore();
    const events = someEvents(3);
    await source.append('a', events, 'none');
    source.hidden.add(events[1]?.id ?? '');
    const mirror = await mirrorOf(source, temporaryDirectory());
    await until(() => remade.length > 0);
    expect(remade[0]).toContain('stream a is at revision 0, not 1');
    source.hidden.clear();
    expect(idsOf(await everythingIn(mirror))).toEqual(idsOf(events));
  });

  it('waits for a source that cannot be reached, and goes on when it can', async () => {
    const source = await filled();
    source.isDown = true;
    const mirror = await mirrorOf(source, temporaryDirectory());
    await until(() => interrupted.length > 1);
    expect(mirror.state()).toMatchObject({ isUsable: false, events: 0 });
    source.isDown = false;
    expect(await everythingIn(mirror)).toHaveLength(79);
    expect(remade).toEqual([]);
  });

  it('keeps nothing that can be erased, and shows it as long as the source has it', async () => {
    const [source, directory, kept] = [new SparseStore(), temporaryDirectory(), new MemoryBesideStore()];
    const beside = [{ commitment: 'sha256:1', salt: '00', value: '山田太郎' }];
    await kept.write(beside);
    await source.append('a', [anEvent({ data: '{"name":{"commitment":"sha256:1"}}', beside })], 'none');
    const mirror = await MirroredEventStore.open({ directory, source, beside: kept, report });
    opened.push(mirror);
    expect((await mirror.readStream('a')).events[0]?.beside).toEqual(beside);
    await kept.erase(['sha256:1']);
    expect((await mirror.readStream('a')).events[0]?.beside).toEqual([]);
    await mirror.close();
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) {
      expect(readFileSync(join(parentPath, name)).includes('山田太郎')).toBe(false);
    }
  });

  it('hands writes to the source', async () => {
    const source = await filled();
    const mirror = await mirrorOf(source, temporaryDirectory());
    await mirror.append('new', someEvents(1), 'none', { claim: 'mine' });
    expect(await source.lastRevision('new')).toBe(0n);
    expect(await mirror.claimedBy('mine')).toEqual({ stream: 'new' });
  });
});
