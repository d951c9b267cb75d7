import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readSettings as readSettingsOfApi } from '../../apps/api/src/settings/settings.js';
import { readSettings as readSettingsOfProjector } from '../../apps/projector/src/settings/settings.js';

/** What of the Compose file is looked at; everything else a service may not have, so that a misspelt key is seen. */
interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
}
const KEYS =
  'build cap_drop command depends_on entrypoint environment healthcheck image ports read_only restart secrets security_opt stop_grace_period tmpfs user volumes';

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const compose = parse(textOf('docker-compose.yml'), { merge: true }) as ComposeFile;
const dockerfile = textOf('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const services = Object.entries(compose.services);
const named = (prefix: string): readonly (readonly [name: string, service: Service])[] =>
  services.filter(([name]) => name.startsWith(prefix));
const [nodes, apis, projectors] = [named('esdb-'), named('api-'), named('projector-')];
const volumesOf = ({ volumes = [] }: Service): readonly string[] => volumes.map((volume) => volume.split(':')[0] ?? '');

describe('The Compose file', () => {
  it('has a cluster of three nodes, PostgreSQL, two API processes and two projectors, and what makes certificates', () => {
    expect([nodes.length, apis.length, projectors.length]).toEqual([3, 2, 2]);
    expect(services.map(([name]) => name).filter((name) => !/^(esdb|api|projector)-/.test(name))).toEqual([
      'certificates',
      'postgres',
    ]);
  });

  it.each(services)('says of %s only what there is to say, of secrets and volumes that there are', (_, service) => {
    expect(Object.keys(service).filter((key) => !KEYS.split(' ').includes(key))).toEqual([]);
    expect(volumesOf(service).filter((volume) => !(volume in compose.volumes))).toEqual([]);
    expect((service.secrets ?? []).filter((secret) => !(secret in compose.secrets))).toEqual([]);
    expect(Object.keys(service.depends_on ?? {}).filter((other) => !(other in compose.services))).toEqual([]);
    expect(service.image).toMatch(/^contract-ledger$|:\d+([.]\d+)*[\w.-]*$/); // never the latest, whatever that is
  });

  it('mounts every volume that it names, and gives no two processes the same to write to', () => {
    const mounted = services.flatMap(([, service]) => service.volumes ?? []);
    expect(new Set(mounted.map((volume) => volume.split(':')[0]))).toEqual(new Set(Object.keys(compose.volumes)));
    const written = mounted.filter((volume) => !volume.endsWith(':ro')).map((volume) => volume.split(':')[0]);
    expect(new Set(written).size).toBe(written.length);
  });

  it('asks every process that stays for its health', () => {
    for (const [name, { healthcheck }] of [...nodes, ...projectors, ...named('postgres')]) {
      expect([name, healthcheck?.test[0]]).toEqual([name, expect.stringMatching(/^CMD/)]);
    }
    expect(dockerfile.filter((line) => line.startsWith('HEALTHCHECK'))).toHaveLength(1); // of the API
  });

  it('holds no secret: each stands in a file, which the process may read', () => {
    for (const [name, { environment = {}, secrets = [] }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        expect([name, variable, /password|token/i.test(variable) && !variable.endsWith('_FILE')]).toEqual([
          name,
          variable,
          false,
        ]);
        if (variable.endsWith('_FILE') && value.startsWith('/run')) expect(secrets).toContain(basename(value));
      }
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^[.]\/secrets\//);
    for (const ignored of ['.gitignore', '.dockerignore']) expect(textOf(ignored)).toMatch(/^\/?secrets\/?$/m);
  });
});

describe('The nodes of the cluster', () => {
  const names = nodes.map(([name]) => name);

  it.each(nodes)(
    '%s is one of three, knows the others, and proves who it is',
    (name, { environment = {}, ...service }) => {
      expect(Number(environment['EVENTSTORE_CLUSTER_SIZE'])).toBe(3);
      const others = names.filter((other) => other !== name).map((other) => `${other}:2113`);
      expect(environment['EVENTSTORE_GOSSIP_SEED']?.split(',')).toEqual(others);
      expect(environment['EVENTSTORE_NODE_HOST_ADVERTISE_AS']).toBe(name);
      expect(environment['EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS']).toBe(name);
      const own = `/certs/nodes/node${name.replace('esdb-', '')}/node`;
      expect(environment['EVENTSTORE_CERTIFICATE_FILE']).toBe(`${own}.crt`);
      expect(environment['EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE']).toBe(`${own}.key`);
      expect(environment['EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH']).toBe('/certs/ca');
      expect(environment).not.toHaveProperty('EVENTSTORE_INSECURE');
      expect(service.volumes).toEqual([
        'ca:/certs/ca:ro',
        'certificates:/certs/nodes:ro',
        `${name}:/var/lib/eventstore`,
      ]);
      expect(service.depends_on).toEqual({ certificates: { condition: 'service_completed_successfully' } });
      expect(String(service.command)).toContain('/run/secrets/eventstore-password');
    },
  );

  it('alone have their keys, and the key of the authority nobody has', () => {
    const holders = (volume: string): readonly string[] =>
      services.filter(([, service]) => volumesOf(service).includes(volume)).map(([name]) => name);
    expect(holders('authority')).toEqual(['certificates']);
    expect(holders('certificates')).toEqual(['certificates', ...names]);
  });
});

describe('The processes of the ledger', () => {
  let directory = '';
  /** The secrets, as docs/operations.md says what each file holds. */
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'secrets-'));
    const rows = textOf('docs/operations.md').matchAll(/^\| `([\w-]+)` +\| `([^`]+)` *(?:,[^|]*)?\|$/gm);
    const told = new Map(Array.from(rows, ([, name = '', text = '']) => [name, text.replace(/<[\w-]+>/, 'x1')]));
    for (const name of Object.keys(compose.secrets)) writeFileSync(join(directory, name), told.get(name) ?? 'x1');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const inImage = Object.fromEntries(
    dockerfile
      .filter((line) => line.startsWith('ENV '))
      .flatMap((line) => line.slice(4).split(' '))
      .map((pair) => pair.split('=') as [string, string]),
  );
  /** The environment of a service, and which of its variables were asked for. */
  const environmentOf = ({ environment = {} }: Service): { readonly given: object; readonly asked: Set<string> } => {
    const given = Object.entries({ ...inImage, ...environment }).map(([name, value]): [string, string] => {
      const said = value.replace(/^\$\{\w+:-(\w+)\}$/, '$1');
      return [name, said.replace('/run/secrets', directory)];
    });
    const asked = new Set<string>();
    const note = (_: object, name: string | symbol): unknown => {
      asked.add(String(name));
      return Object.fromEntries(given)[String(name)];
    };
    return { given: new Proxy(Object.fromEntries(given), { get: note }), asked };
  };

  it.each([
    ...apis.map(([name, service]) => [name, service, readSettingsOfApi] as const),
    ...projectors.map(([name, service]) => [name, service, readSettingsOfProjector] as const),
  ])('%s starts with what it is told, and knows every variable', (_, service, readSettings) => {
    const { given, asked } = environmentOf(service);
    expect(readSettings(given as never)).toMatchObject({
      store: 'eventstoredb',
      dataDirectory: '/var/lib/ledger',
      eventStoreUrl: expect.stringMatching(
        /^esdb:.*@esdb-1:2113,esdb-2:2113,esdb-3:2113[?]tlsCAFile=\/certs\/ca\/ca[.]crt$/,
      ),
      readModelUrl: expect.stringMatching(/@postgres:5432\/ledger$/),
    });
    const variables = Object.keys(service.environment ?? {});
    expect(variables.filter((variable) => !asked.has(variable))).toEqual([]);
  });

  it('wait for what they need, keep their own directory, and may write nothing else', () => {
    const needed = ['postgres', ...nodes.map(([name]) => name)];
    for (const [name, service] of [...apis, ...projectors]) {
      expect(service.depends_on).toEqual(
        Object.fromEntries(needed.map((one) => [one, { condition: 'service_healthy' }])),
      );
      expect(service.volumes).toEqual(['ca:/certs/ca:ro', `${name}:/var/lib/ledger`]);
      expect([service.user, service.read_only]).toEqual(['node', true]);
    }
  });

  it('run what is built', () => {
    const command = dockerfile.find((line) => line.startsWith('CMD '))?.slice(4) ?? '[]';
    const programs = [
      JSON.parse(command) as readonly string[],
      ...projectors.map(([, service]) => service.command ?? []),
    ];
    const sources = programs.map(([, program = '']) => program.replace(/^dist\/(.*)[.]js$/, '$1.ts'));
    expect(new Set(sources)).toEqual(new Set(['apps/api/src/main.ts', 'apps/projector/src/main.ts']));
    for (const source of sources) expect(existsSync(new URL(`../../${source}`, import.meta.url))).toBe(true);
  });
});

describe('The image', () => {
  it('is of Node 26, made in stages, and runs as nobody in particular', () => {
    const stages = dockerfile.filter((line) => line.startsWith('FROM '));
    expect(stages).toEqual([
      expect.stringMatching(/^FROM node:26\S* AS build$/),
      expect.stringMatching(/^FROM node:26\S*$/),
    ]);
    expect(dockerfile.findLast((line) => line.startsWith('USER '))).toBe('USER node');
  });
});
