import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant } from '@ledger/kernel';
import { COMMAND_EXAMPLES, type CommandName } from '../../apps/api/src/examples/commands.js';
import { READ_EXAMPLES, READ_STORY } from '../../apps/api/src/examples/reads.js';
import type { ProblemBody } from '../../apps/api/src/http/problem-answer.js';
import { PROBLEMS } from '../../apps/api/src/http/problem-catalogue.js';
import { REFUSALS } from '../../apps/api/src/problems/refusals.js';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import { apply } from '../support/lives.js';
import { liveThrough } from '../support/examples.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';
import { recordedIn, startServer, type Server } from '../support/server.js';
import { TestClock } from '../support/test-ledger.js';

const USUAL_DAY = '2026-08-01';

describe('The examples', () => {
  it('of the commands are a life that a contract can have', async () => {
    const server = await startServer();
    const commands = Object.keys(COMMAND_EXAMPLES) as CommandName[];
    const answers = await liveThrough(
      server,
      commands.filter((command) => command !== 'refuseContract'),
      'minato-mail',
    );
    await apply(server, 'refused');
    for (const [command, answer] of [...answers, ...(await liveThrough(server, ['refuseContract'], 'refused'))]) {
      expect([command, recordedIn(answer).events[0]?.type]).toEqual([command, COMMAND_EXAMPLES[command].event]);
    }
    await server.close();
  });

  describe('of the reads', () => {
    /** By the day on which they are asked. */
    const servers = new Map<string, Server>();
    beforeAll(async () => {
      for (const { today = USUAL_DAY } of Object.values(READ_EXAMPLES)) {
        if (servers.has(today)) continue;
        const server = await startServer({ clock: new TestClock(instant(`${today}T09:00:00+09:00`)) });
        servers.set(today, server);
        await liveThrough(server, READ_STORY, 'minato-mail');
      }
    });
    afterAll(() => Promise.all([...servers.values()].map((server) => server.close())));

    /** Of each list its first item: so the long answers are shown. */
    const begun = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.slice(0, 1).map(begun);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, begun(inner)]));
    };

    /** With the ids of events numbered as they come: which they are is the ledger's own business. */
    const numbered = (value: unknown): unknown => {
      const ids: string[] = [];
      const text = JSON.stringify(value).replaceAll('\\r\\n ', '');
      return JSON.parse(
        text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
          if (!ids.includes(id)) ids.push(id);
          return `event ${String(ids.indexOf(id))}`;
        }),
      );
    };

    it.each(Object.entries(READ_EXAMPLES))(
      '%s are what is answered',
      async (name, { url, body, today = USUAL_DAY, answer }) => {
        const server = servers.get(today)!;
        const { items } = await server.read<EventsResponse>('/v1/contracts/minato-mail/events?limit=200');
        const path = url.replace(/(?<=\/events\/).*/, items.at(-1)?.id ?? '');
        const given = body === undefined ? await server.get(path) : await server.post(path, body);
        expect(given.status).toBe(200);
        const shown = given.body ?? given.text;
        expect(numbered(name === 'getTerms' || name === 'getReadings' ? begun(shown) : shown)).toEqual(
          numbered(answer),
        );
      },
    );
  });
});

describe('Problems', () => {
  it('of the rules are explained, each of them', () => {
    const rules = globSync('libs/{contract,terms}/src/**/*.ts', { exclude: ['**/*.spec.ts'] });
    const codes = rules.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:refuse|new Refusal)\(\s*'([a-z0-9-]+)'/g)].map(
        ([, code]) => code ?? '',
      ),
    );
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !(code in REFUSALS))).toEqual([]);
    expect(Object.keys(REFUSALS).filter((code) => !codes.includes(code))).toEqual([]);
    expect(Object.keys(REFUSALS).filter((code) => code in PROBLEMS)).toEqual([]);
  });
});

/** As much of an OpenAPI document as is looked at. */
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: unknown;
  readonly parameters?: readonly {
    readonly name: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly example?: unknown;
    readonly schema?: { readonly example?: unknown };
  }[];
  readonly requestBody?: Place;
  readonly responses: Readonly<Record<string, Place>>;
}
interface Place {
  readonly content?: Readonly<
    Record<string, { readonly schema?: Schema; readonly examples?: { readonly example: { readonly value: unknown } } }>
  >;
}
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

// The Swagger plugin works in the build, so this is the document of the server that was built.
describe('The OpenAPI document', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  let server: ServerProcess;
  let document: Document;
  let operations: readonly { readonly path: string; readonly operation: Operation }[];
  beforeAll(async () => {
    server = await startProcess(directory);
    document = (await (await server.fetch('/openapi.json')).json()) as Document;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).map((operation) => ({ path, operation })),
    );
  }, 60_000);
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(directory, { recursive: true });
  });
  const underV1 = (): typeof operations => operations.filter(({ path }) => path.startsWith('/v1'));

  it('is of version 3.1 and names its security', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.components.securitySchemes['token']).toMatchObject({ type: 'http', scheme: 'bearer' });
    for (const { operation } of underV1()) expect(operation.security).toEqual([{ token: [] }]);
  });

  it('has an example of every command and every read, request and answer', () => {
    expect(underV1().length).toBeGreaterThan(60);
    const lacking = operations.filter(({ operation }) =>
      placesOf(operation).some(({ content = {} }) =>
        Object.values(content).some(({ examples }) => examples === undefined),
      ),
    );
    expect(lacking.map(({ operation }) => operation.operationId)).toEqual([]);
    for (const name of [...Object.keys(COMMAND_EXAMPLES), ...Object.keys(READ_EXAMPLES)]) {
      expect(operations.map(({ operation }) => operation.operationId)).toContain(name);
    }
  });

  it('says of every operation what it does, and how it may fail', () => {
    for (const { path, operation } of operations) {
      expect([path, operation.summary, operation.tags]).toEqual([
        path,
        expect.stringMatching(/^\p{Lu}/u),
        [expect.any(String)],
      ]);
    }
    for (const { operation } of underV1())
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '401']));
  });

  it('has nothing sent along that may be left out, and nothing that is refused', () => {
    const parameters = operations.flatMap(({ operation }) => operation.parameters ?? []);
    const proposed = parameters.filter(
      ({ required, schema, ...parameter }) =>
        required !== true && ('example' in parameter || schema?.example !== undefined),
    );
    expect(proposed).toEqual([]);
    const list = operations.find(({ operation }) => operation.operationId === 'listContracts');
    expect(list?.operation.parameters?.map(({ name }) => name)).toEqual([
      'limit',
      'cursor',
      'minPosition',
      'status',
      'q',
      'endsBefore',
      'name',
      'namePrefix',
      'endsFrom',
      'endsTo',
    ]);
    const knownAt = parameters.find(({ name }) => name === 'knownAt');
    expect(knownAt?.description).toMatch(/ Such as `position:1042`\.$/);
  });

  it('names every parameter: one that it does not name is refused', async () => {
    const taken: unknown[] = [];
    for (const [path, item] of Object.entries(document.paths)) {
      if (!path.startsWith('/v1')) continue;
      const address = `${path.replace('{n}', '7').replaceAll(/\{\w+\}/g, 'nothing')}?surely=1`;
      for (const method of Object.keys(item)) {
        const headers = { 'content-type': 'application/json' };
        const sent = method === 'post' ? { method, headers, body: '{}' } : { method };
        const answer = (await (await server.fetch(address, sent)).json()) as ProblemBody;
        const { pointer } = answer.errors?.[0] ?? {};
        if (pointer !== '/query/surely') taken.push([method, address, answer.status, pointer]);
      }
    }
    expect(taken).toEqual([]);
  });

  it('says that there may be nothing wherever something is named', () => {
    const silent = operations.filter(({ path, operation }) => path.includes('{') && !('404' in operation.responses));
    expect(silent.map(({ operation }) => operation.operationId)).toEqual([]);
  });

  it('lets a changed figure be null, before or after', () => {
    const { before, after } = document.components.schemas['ChangedFigureResponse']?.properties ?? {};
    for (const side of [before, after]) {
      expect(side === undefined ? [] : differences(side, null, 'null')).toEqual([]);
      expect(side?.oneOf).toContainEqual({ type: 'null' });
    }
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    const missing = references.filter(
      (path) =>
        path
          .split('/')
          .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document) ===
        undefined,
    );
    expect(missing).toEqual([]);
  });

  it('describes every property of a request, and allows no other', () => {
    const requests = Object.entries(document.components.schemas).filter(([name]) => name.endsWith('Request'));
    expect(requests.length).toBeGreaterThan(40);
    for (const [name, schema] of requests) {
      expect([name, schema.additionalProperties]).toEqual([name, false]);
      for (const property of Object.values(schema.properties ?? {})) {
        const says = ['type', '$ref', 'oneOf', 'anyOf', 'allOf'].some((keyword) => keyword in property);
        expect([name, says]).toEqual([name, true]);
      }
    }
    expect(document.components.schemas['NoticeRequest']).toMatchObject({
      required: ['subject', 'arrivedAt', 'form'],
      properties: {
        designatedOn: { type: 'string', format: 'date' },
        documents: { items: { $ref: expect.stringContaining('DocumentRequest') } },
      },
    });
  });

  it('has examples that its own schemas allow', () => {
    const wrong = underV1().flatMap(({ operation }) =>
      placesOf(operation).flatMap(({ content = {} }) => {
        const { schema, examples } = content['application/json'] ?? {};
        return schema === undefined ? [] : differences(schema, examples?.example.value, operation.operationId);
      }),
    );
    expect(wrong).toEqual([]);
  });

  /** Where an operation says what is sent, and what is answered where all is well. */
  const placesOf = ({ requestBody, responses }: Operation): readonly Place[] =>
    [requestBody, responses['200'], responses['201'], responses['202']].filter((place) => place !== undefined);

  /** How a value differs from a schema, by as much of JSON Schema as the document uses. */
  const differences = (schema: Schema, value: unknown, at: string): readonly string[] => {
    const { $ref, anyOf, oneOf, type = [], enum: values, pattern, items = {}, properties, required = [] } = schema;
    if ($ref !== undefined) {
      return differences(document.components.schemas[$ref.replace('#/components/schemas/', '')] ?? {}, value, at);
    }
    const choices = anyOf ?? oneOf;
    if (choices !== undefined) {
      const fitting = choices.filter((one) => differences(one, value, at).length === 0).length;
      if (fitting === 0) return [`${at}: none of the choices`];
      return fitting > 1 && anyOf === undefined ? [`${at}: not one of the choices alone`] : [];
    }
    const actual = typeOf(value);
    if (type.length > 0 && ![type].flat().includes(actual)) return [`${at}: ${actual} is not ${String(type)}`];
    if (values !== undefined && !values.includes(value)) return [`${at}: is none of ${String(values)}`];
    if (pattern !== undefined && !new RegExp(pattern).test(String(value))) return [`${at}: does not match ${pattern}`];
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => differences(items, item, `${at}/${String(index)}`));
    }
    if (actual !== 'object' || properties === undefined) return [];
    const members = value as Readonly<Record<string, unknown>>;
    return [
      ...required.filter((name) => !(name in members)).map((name) => `${at}/${name}: is missing`),
      ...Object.entries(members).flatMap(([name, inner]) => {
        const property = properties[name];
        return property === undefined
          ? [`${at}/${name}: is not described`]
          : differences(property, inner, `${at}/${name}`);
      }),
    ];
  };

  const typeOf = (value: unknown): string => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return 'array';
    return Number.isInteger(value) ? 'integer' : typeof value;
  };

  it('is shown by Swagger UI, which loads nothing from elsewhere', async () => {
    const page = await (await fetch(`${server.url}/docs`)).text();
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) {
      const url = new URL(link, `${server.url}/docs`);
      expect(url.origin).toBe(server.url);
      const response = await fetch(url);
      expect([link, response.status]).toEqual([link, 200]);
      await response.arrayBuffer();
    }
    const { headers } = await fetch(`${server.url}/docs`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await (await fetch(`${server.url}/docs/token.js`)).text()).toContain('preauthorizeApiKey');
  });
});
