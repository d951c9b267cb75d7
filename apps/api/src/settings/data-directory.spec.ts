import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SmallDisk } from '../../../../test/support/small-disk.js';
import { keptToken } from './data-directory.js';

describe('The token of the data directory', () => {
  let directory: string;
  beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'ledger-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const mode = (): number => statSync(join(directory, 'token')).mode & 0o777;

  it('is made once, for its owner alone', () => {
    const { token, made, wasOpen } = keptToken(directory);
    expect([made, wasOpen, mode()]).toEqual([true, false, 0o600]);
    expect(keptToken(directory)).toEqual({ token, made: false, wasOpen: false });
  });

  it.each(['644', '660', '604'])('is taken from the eyes of others, who could read it by mode %s', (open) => {
    const { token } = keptToken(directory);
    chmodSync(join(directory, 'token'), open);
    expect(keptToken(directory)).toEqual({ token, made: false, wasOpen: true });
    expect(mode()).toBe(0o600);
    expect(keptToken(directory).wasOpen).toBe(false);
  });

  it('is not made in part on a full disk', () => {
    using disk = SmallDisk.of(1);
    if (disk === undefined) return; // only root may mount one
    disk.fill();
    expect(() => keptToken(disk.path)).toThrow('ENOSPC');
    expect(existsSync(join(disk.path, 'token'))).toBe(false);
  });
});
