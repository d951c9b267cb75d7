import { describe, expect, it } from '@jest/globals';
import { InvalidSettings } from '@ledger/hosting';
import { readSettings } from './settings.js';

const readModel = { LEDGER_READ_MODEL_URL: 'postgres://db/ledger' };
const complaintsAbout = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.complaints;
    throw error;
  }
};

describe('The settings of the projector', () => {
  it('are the read model’s address, and what every process is told', () => {
    expect(readSettings(readModel)).toMatchObject({
      port: 3001,
      host: '127.0.0.1',
      store: 'sqlite',
      readModelUrl: 'postgres://db/ledger',
    });
  });

  it.each<[environment: Record<string, string>, complaint: RegExp]>([
    [{}, /^LEDGER_READ_MODEL_URL is needed/],
    [{ LEDGER_READ_MODEL_URL: 'sqlite:x' }, /^LEDGER_READ_MODEL_URL must be/],
    [{ ...readModel, PROJECTOR_PORT: 'x' }, /^PROJECTOR_PORT must be/],
    [{ ...readModel, PROJECTOR_HOST: 'a b' }, /^PROJECTOR_HOST must be/],
    [{ ...readModel, LEDGER_STORE: 'eventstoredb' }, /^EVENTSTOREDB_URL is needed/],
  ])('refuse %j in one line', (environment, complaint) => {
    const complaints = complaintsAbout(environment);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(complaint);
  });
});
