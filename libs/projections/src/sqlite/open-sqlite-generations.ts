import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { FIRST_GENERATION, GenerationStore, type Building } from '../generations/generation-store.js';
import { LiveReadModel } from '../generations/live-read-model.js';
import type { ReadModel } from '../read-model.js';
import { partsBeside } from '../rebuild/threads/parts.js';
import { SqlGenerationCatalogue } from '../sql/sql-generation-catalogue.js';
import type { Tables } from '../sql/tables.js';
import { NodeSqliteDialect } from './node-sqlite-dialect.js';
import { openSqliteReadModel } from './open-sqlite-read-model.js';
import { sqliteFlavour } from './sqlite-flavour.js';

export interface SqliteGenerationsOptions {
  /** The file of the rows that there are before anybody rebuilds anything. */
  readonly first: string;
  /** Of the files of all others. */
  readonly directory: string;
  /** Told why a file was thrown away. */
  readonly discarded?: (cause: unknown) => void;
}

const BUSY_MILLISECONDS = 5000;
const CATALOGUE = 'catalogue.db';
const FILE = '.db';
const SUFFIXES = ['-wal', '-shm', ''] as const;

/** Generations as files of their own, each in nobody's way. @param options left out: in memory, as long as the process lives */
export const openSqliteGenerations = async (options?: SqliteGenerationsOptions): Promise<GenerationStore> => {
  if (options !== undefined) mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const path = options === undefined ? ':memory:' : join(options.directory, CATALOGUE);
  const database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
  // A switch that was answered stays: unlike rows, it is not made again from the log by itself.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const kysely = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  try {
    const catalogue = await SqlGenerationCatalogue.over(kysely, sqliteFlavour(path));
    const rows = options === undefined ? new RowsInMemory() : new RowsInFiles(options);
    for (const generationId of rows.begun()) {
      const building = await catalogue.building(generationId);
      if (building?.state !== 'building') await rows.leaveOff(generationId);
    }
    const live = new LiveReadModel(await rows.kept(await catalogue.liveId()));
    return new SqliteGenerationStore(kysely, catalogue, rows, live);
  } catch (cause) {
    await kysely.destroy();
    throw cause;
  }
};

/** The file of the generation that is live, also while another process keeps it. */
export const liveSqliteFile = ({ first, directory }: SqliteGenerationsOptions): string => {
  const catalogue = join(directory, CATALOGUE);
  if (!existsSync(catalogue)) return first;
  const database = new DatabaseSync(catalogue, { readOnly: true, timeout: BUSY_MILLISECONDS });
  try {
    const id = database.prepare('select id from live_generation').get()?.['id'];
    return id === undefined || id === FIRST_GENERATION ? first : join(directory, `${String(id)}.db`);
  } finally {
    database.close();
  }
};

class SqliteGenerationStore extends GenerationStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly catalogue: SqlGenerationCatalogue,
    private readonly rows: Rows,
    override readonly live: LiveReadModel,
  ) {
    super();
  }

  override liveId(): Promise<string> {
    return this.catalogue.liveId();
  }
  override open(generationId: string): Promise<ReadModel> {
    return this.rows.open(generationId);
  }
  override async holds(generationId: string): Promise<boolean> {
    if (!this.rows.ids().includes(generationId)) return false;
    const model = await this.rows.open(generationId); // which begins anew what another version has made
    try {
      return (await model.checkpoint()) !== undefined;
    } finally {
      await model.close();
    }
  }
  override fileOf(generationId: string): string | undefined {
    return this.rows.fileOf(generationId);
  }
  override async ids(): Promise<readonly string[]> {
    return [...new Set([...this.rows.ids(), await this.liveId()])].sort();
  }

  override async makeLive(generationId: string): Promise<void> {
    const next = await this.rows.kept(generationId);
    await this.catalogue.setLive(generationId);
    this.live.current = next; // the one before stays open: a question may be on its way
  }

  override async drop(generationId: string): Promise<void> {
    if ((await this.liveId()) === generationId) throw new Error(`generation ${generationId} is live`);
    await this.rows.drop(generationId);
  }

  override building(generationId: string): Promise<Building | undefined> {
    return this.catalogue.building(generationId);
  }
  override saveBuilding(building: Building): Promise<void> {
    return this.catalogue.saveBuilding(building);
  }
  override async close(): Promise<void> {
    await this.rows.close();
    await this.database.destroy();
  }
}

/** The rows of generations: those that are, or were, live stay open. */
interface Rows {
  readonly kept: (generationId: string) => Promise<ReadModel>;
  readonly open: (generationId: string) => Promise<ReadModel>;
  readonly fileOf: (generationId: string) => string | undefined;
  readonly ids: () => readonly string[];
  /** Those that something was laid beside when they were rebuilt. */
  readonly begun: () => readonly string[];
  /** Takes that away. */
  readonly leaveOff: (generationId: string) => Promise<void>;
  readonly drop: (generationId: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

class RowsInFiles implements Rows {
  readonly #kept = new Map<string, ReadModel>();

  constructor(private readonly options: SqliteGenerationsOptions) {}

  readonly kept = async (generationId: string): Promise<ReadModel> => {
    const model = this.#kept.get(generationId) ?? (await this.open(generationId));
    this.#kept.set(generationId, model);
    return model;
  };
  readonly open = (generationId: string): Promise<ReadModel> =>
    openSqliteReadModel(this.fileOf(generationId), this.options.discarded);
  readonly fileOf = (generationId: string): string => {
    const { first, directory } = this.options;
    return generationId === FIRST_GENERATION ? first : join(directory, generationId + FILE);
  };
  readonly ids = (): readonly string[] => [
    ...(existsSync(this.options.first) ? [FIRST_GENERATION] : []),
    ...this.#named(FILE),
  ];
  readonly begun = (): readonly string[] => this.#named(partsBeside(FILE));
  readonly leaveOff = (generationId: string): Promise<void> =>
    rm(partsBeside(this.fileOf(generationId)), { recursive: true, force: true });
  /** The file last: as long as it is there, it is known that there is something to drop. */
  readonly drop = async (generationId: string): Promise<void> => {
    await this.#kept.get(generationId)?.close();
    this.#kept.delete(generationId);
    await this.leaveOff(generationId);
    for (const suffix of SUFFIXES) await rm(this.fileOf(generationId) + suffix, { force: true });
  };
  readonly close = async (): Promise<void> => {
    for (const model of this.#kept.values()) await model.close();
  };

  #named(ending: string): readonly string[] {
    return readdirSync(this.options.directory)
      .filter((name) => name.endsWith(ending) && name !== CATALOGUE)
      .map((name) => name.slice(0, -ending.length));
  }
}

class RowsInMemory implements Rows {
  readonly #models = new Map<string, ReadModel>();

  readonly kept = async (generationId: string): Promise<ReadModel> => {
    const model = this.#models.get(generationId) ?? (await openSqliteReadModel(':memory:'));
    this.#models.set(generationId, model);
    return model;
  };
  readonly open = async (generationId: string): Promise<ReadModel> => new LiveReadModel(await this.kept(generationId));
  readonly fileOf = (): undefined => undefined;
  readonly ids = (): readonly string[] => [...this.#models.keys()];
  readonly begun = (): readonly string[] => [];
  readonly leaveOff = (): Promise<void> => Promise.resolve();
  readonly drop = async (generationId: string): Promise<void> => {
    await this.#models.get(generationId)?.close();
    this.#models.delete(generationId);
  };
  readonly close = async (): Promise<void> => {
    for (const model of this.#models.values()) await model.close();
  };
}
