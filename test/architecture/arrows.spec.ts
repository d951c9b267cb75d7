import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from './house.js';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** What dependency-cruiser objects to in a house, by the rules of .dependency-cruiser.mjs. */
const violationsIn = async (house: string): Promise<readonly Violation[]> => {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(root, '.dependency-cruiser.mjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [cruiser, '--config', config, '--output-type', 'json', 'apps', 'libs', 'test'],
    { cwd: house, maxBuffer: 2 ** 27 },
  );
  return (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
};

const libs = [
  'kernel',
  'terms',
  'contract',
  'figures',
  'disputes',
  'event-store',
  'audit',
  'projections',
  'application',
  'hosting',
];

/** One import a line: who imports, what, and the rule that forbids it (none: it is allowed). */
const imports: readonly (readonly [from: string, to: string, rule: string | undefined])[] = [
  ['libs/terms/src/a.ts', '@ledger/kernel', undefined],
  ['libs/contract/src/a.ts', '@ledger/terms', undefined],
  ['libs/figures/src/a.ts', '@ledger/contract', undefined],
  ['libs/disputes/src/a.ts', '@ledger/figures', undefined],
  ['libs/projections/src/a.ts', '@ledger/figures', undefined],
  ['libs/projections/src/b.ts', '@ledger/event-store', undefined],
  ['libs/audit/src/a.ts', '@ledger/event-store', undefined],
  ['libs/application/src/a.ts', '@ledger/projections', undefined],
  ['libs/application/src/b.ts', '@ledger/event-store', undefined],
  ['libs/hosting/src/a.ts', '@ledger/projections', undefined],
  ['apps/api/src/a.ts', '@ledger/application', undefined],
  ['apps/api/src/b.ts', '@ledger/hosting', undefined],

  ['libs/kernel/src/turned.ts', '@ledger/terms', 'arrows-of-kernel'],
  ['libs/terms/src/turned.ts', '@ledger/contract', 'arrows-of-terms'],
  ['libs/contract/src/turned.ts', '@ledger/figures', 'arrows-of-contract'],
  ['libs/contract/src/turned.spec.ts', '@ledger/figures', 'arrows-of-contract'],
  ['libs/figures/src/turned.ts', '@ledger/projections', 'arrows-of-figures'],
  ['libs/figures/src/stored.ts', '@ledger/event-store', 'arrows-of-figures'],
  ['libs/disputes/src/turned.ts', '@ledger/application', 'arrows-of-disputes'],
  ['libs/event-store/src/turned.ts', '@ledger/kernel', 'arrows-of-event-store'],
  ['libs/audit/src/turned.ts', '@ledger/contract', 'arrows-of-audit'],
  ['libs/projections/src/turned.ts', '@ledger/application', 'arrows-of-projections'],
  ['libs/hosting/src/turned.ts', '@ledger/terms', 'arrows-of-hosting'],
  ['libs/application/src/host.ts', '@ledger/hosting', 'arrows-of-application'],
  ['libs/application/src/turned.ts', '../../../apps/api/src/a.js', 'arrows-of-application'],
  ['apps/cli/src/neighbour.ts', '../../api/src/a.js', 'nobody-imports-an-app'],
  ['apps/api/src/tested.ts', '../../../test/support/a.js', 'nobody-imports-tests'],
  ['libs/application/src/deep.ts', '../../figures/src/a.js', 'libs-by-their-front-door'],

  ['libs/application/src/nest.ts', '@nestjs/common', undefined],
  ['apps/api/src/nest.ts', '@nestjs/common', undefined],
  ['libs/projections/src/nest.ts', '@nestjs/common', 'nest-in-application-and-apps'],
  ['libs/event-store/src/sqlite/a.ts', 'node:sqlite', undefined],
  ['libs/projections/src/sqlite/a.ts', 'node:sqlite', undefined],
  ['libs/event-store/src/sqlite.ts', 'node:sqlite', 'sqlite-in-its-adapters'],
  ['libs/application/src/sqlite/a.ts', 'node:sqlite', 'sqlite-in-its-adapters'],
  ['apps/api/src/sqlite.ts', 'node:sqlite', 'sqlite-in-its-adapters'],
  ['libs/kernel/src/decimal.ts', 'decimal.js', undefined],
  ['libs/figures/src/file.ts', 'node:fs', 'the-law-needs-no-machine'],
  ['libs/contract/src/package.ts', 'lru-cache', 'the-law-needs-few-packages'],
  ['libs/application/src/development.ts', 'fast-check', 'no-development-package-in-production'],
  ['libs/contract/src/property.spec.ts', 'fast-check', undefined],
  ['apps/api/src/missing.ts', './nowhere.js', 'everything-imported-exists'],
];

describe('The arrows between the rooms', () => {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  let objections: readonly Violation[] = [];

  const place = (path: string, text: string): void => {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  };

  beforeAll(async () => {
    for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json']) {
      await copyFile(join(root, file), join(house, file));
    }
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
    for (const lib of libs) place(`libs/${lib}/src/index.ts`, 'export {};\n');
    for (const [from, to] of imports) place(from, `import '${to}';\n`);
    place('test/support/a.ts', 'export {};\n');
    place('libs/kernel/src/circle.ts', "import './round.js';\n");
    place('libs/kernel/src/round.ts', "import './circle.js';\n");
    place('libs/novelty/src/index.ts', 'export {};\n');
    place('apps/api/src/novel.ts', "import '../../../libs/novelty/src/index.js';\n");
    objections = await violationsIn(house);
  }, 60_000);
  afterAll(() => {
    rmSync(house, { recursive: true });
  });

  const rulesAgainst = (from: string): readonly string[] =>
    objections.filter((violation) => violation.from === from).map((violation) => violation.rule.name);

  it('never turn round in this house', async () => {
    expect((await violationsIn(root)).map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}`)).toEqual([]);
  }, 60_000);

  it.each(imports.filter(([, , rule]) => rule !== undefined))('forbid %s to import %s (%s)', (from, _to, rule) => {
    expect(rulesAgainst(from)).toContain(rule);
  });

  it.each(imports.filter(([, , rule]) => rule === undefined))('let %s import %s', (from) => {
    expect(rulesAgainst(from)).toEqual([]);
  });

  it('never run in a circle', () => {
    expect(rulesAgainst('libs/kernel/src/circle.ts')).toEqual(['no-circle']);
  });

  it('are drawn for every lib there is', () => {
    expect(rulesAgainst('apps/api/src/novel.ts')).toEqual(['every-lib-has-its-arrows']);
  });
});
