import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes, in memory. */
export class SmallDisk implements Disposable {
  /** Undefined where this process may not mount anything: only root may. */
  static of(megabytes: number): SmallDisk | undefined {
    const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
    if (mount('-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', path)) return new SmallDisk(path);
    rmSync(path, { recursive: true });
    return undefined;
  }

  private constructor(readonly path: string) {}

  /** Leaves no room at all. */
  fill(): void {
    for (let index = 0; ; index += 1) {
      try {
        writeFileSync(join(this.path, `filling-${String(index)}`), Buffer.alloc(1_000_000));
      } catch {
        return; // what of it found room stays
      }
    }
  }

  /** Makes room again. */
  free(): void {
    for (let index = 0; index < 100; index += 1) rmSync(join(this.path, `filling-${String(index)}`), { force: true });
  }

  protect(): void {
    if (!mount('-o', 'remount,ro', this.path)) throw new Error(`${this.path} cannot be made read-only`);
  }

  [Symbol.dispose](): void {
    spawnSync('umount', ['--lazy', this.path]);
    rmSync(this.path, { recursive: true });
  }
}

const mount = (...args: readonly string[]): boolean => spawnSync('mount', args).status === 0;
