import { describe, expect, it } from '@jest/globals';
import { DiskFull, StoreDamaged, StoreIncompatible, StoreLocked, StoreUnavailable } from '@ledger/event-store';
import { complaintAbout } from './complaint.js';
import { InvalidSettings } from './environment.js';

const system = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: a stack\n  at x`), { code, ...more });

describe('What a start complains about', () => {
  it.each<[error: unknown, complaint: RegExp]>([
    [new StoreLocked('the ledger is open already'), /^the ledger is open already\. Stop the other server first/],
    [
      new StoreDamaged('not a database'),
      /^the log in \/data is damaged: not a database\. Nothing was changed; restore/,
    ],
    [new StoreIncompatible('schema 9 is newer than 1'), /^schema 9 is newer than 1\. Start the version that wrote it/],
    [new StoreUnavailable('disk I/O error'), /^the log in \/data cannot be opened: disk I\/O error\.$/],
    [system('EADDRINUSE', { port: 3000 }), /^port 3000 is in use/],
    [system('EADDRNOTAVAIL', { address: '192.0.2.1' }), /192\.0\.2\.1/],
    [system('ENOTFOUND', { hostname: 'nowhere.invalid' }), /^there is no address nowhere\.invalid/],
    [system('EACCES', { path: '/data/token' }), /^\/data\/token cannot be written/],
    [system('EACCES', { port: 80 }), /^listening on port 80 is not permitted/],
    [system('EROFS', { path: '/data' }), /^\/data cannot be written, its file system is read-only/],
    [system('ENOENT', { path: '/proc/x', syscall: 'mkdir' }), /^\/proc\/x cannot be made/],
    [system('EAI_AGAIN', { hostname: '' }), /^there is no address far\.example on this machine/],
    [system('EADDRNOTAVAIL'), /^there is no address far\.example on this machine/],
    [system('ENOTDIR', { path: '/data' }), /^\/data is not a directory/],
    [system('ENOSPC', { path: '/data/token' }), /^the disk is full: \/data\/token cannot be written\.$/],
    [system('ENOSPC', { syscall: 'write' }), /^the disk is full: \/data cannot be written\.$/],
    [new DiskFull('database or disk is full'), /^the disk is full: \/data cannot be written\.$/],
    [new Error('something else\n  at y'), /^the server cannot start: something else$/],
  ])('%s', (error, complaint) => {
    const text = complaintAbout(error, { dataDirectory: '/data', host: 'far.example' });
    expect(text).toMatch(complaint);
    expect(text).not.toMatch(/\n| at /);
  });

  it('is every setting that makes no sense', () => {
    expect(complaintAbout(new InvalidSettings(['PORT must be ...', 'HOST must be ...']), {})).toBe(
      'PORT must be ...\ncontract-ledger: HOST must be ...',
    );
  });
});
