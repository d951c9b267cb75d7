import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMAND_EXAMPLES, type CommandName } from '../../apps/api/src/examples/commands.js';
import { READ_EXAMPLES, READ_STORY } from '../../apps/api/src/examples/reads.js';
import { PROBLEMS } from '../../apps/api/src/http/problem-catalogue.js';
import { REFUSALS } from '../../apps/api/src/problems/refusals.js';
import { apply } from '../support/lives.js';
import { liveThrough } from '../support/examples.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';
import { startServer, type Json, type Server } from '../support/server.js';

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
      expect([command, answer.body.events[0].type]).toEqual([command, COMMAND_EXAMPLES[command].event]);
    }
    await server.close();
  });

  describe('of the reads', () => {
    let server: Server;
    beforeAll(async () => {
      server = await startServer();
      await liveThrough(server, READ_STORY, 'minato-mail');
    });
    afterAll(() => server.close());

    /** Of each list its first item: so the long answers are shown. */
    const begun = (value: Json): Json => {
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

    it.each(Object.entries(READ_EXAMPLES))('%s are what is answered', async (name, { url, body, answer }) => {
      const { items } = await server.read('/v1/contracts/minato-mail/events?limit=200');
      const path = url.replace(/(?<=\/events\/).*/, items.at(-1).id as string);
      const given = body === undefined ? await server.get(path) : await server.post(path, body);
      expect(given.status).toBe(200);
      const shown = given.body ?? given.text;
      expect(numbered(name === 'getTerms' || name === 'getReadings' ? begun(shown) : shown)).toEqual(numbered(answer));
    });
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

// The Swagger plugin works in the build, so this is the document of the server that was built.
describe('The OpenAPI document', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  let server: ServerProcess;
  let document: Json;
  let operations: readonly { path: string; method: string; operation: Json }[];
  beforeAll(async () => {
    server = await startProcess(directory);
    document = await (await server.fetch('/openapi.json')).json();
    operations = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
      Object.entries<Json>(item).map(([method, operation]) => ({ path, method, operation })),
    );
  }, 60_000);
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(directory, { recursive: true });
  });
  const underV1 = (): typeof operations => operations.filter(({ path }) => path.startsWith('/v1'));

  it('is of version 3.1 and names its security', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.components.securitySchemes.token).toMatchObject({ type: 'http', scheme: 'bearer' });
    for (const { operation } of underV1()) expect(operation.security).toEqual([{ token: [] }]);
  });

  it('has an example of every command and every read, request and answer', () => {
    expect(underV1().length).toBeGreaterThan(60);
    const lacking = underV1().filter(({ method, operation }) => {
      const [success] = ['200', '201'].map((status) => operation.responses[status]).filter(Boolean);
      const places = [success, ...(method === 'post' ? [operation.requestBody] : [])];
      return places.some((place) => Object.values<Json>(place.content).some(({ examples }) => examples === undefined));
    });
    expect(lacking.map(({ operation }) => operation.operationId as string)).toEqual([]);
    for (const name of [...Object.keys(COMMAND_EXAMPLES), ...Object.keys(READ_EXAMPLES)]) {
      expect(operations.map(({ operation }) => operation.operationId as string)).toContain(name);
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

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    const missing = references.filter(
      (path) => path.split('/').reduce<Json>((value, name) => value?.[name], document) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('describes every property of a request, and allows no other', () => {
    const requests = Object.entries<Json>(document.components.schemas).filter(([name]) => name.endsWith('Request'));
    expect(requests.length).toBeGreaterThan(40);
    for (const [name, schema] of requests) {
      expect([name, schema.additionalProperties]).toEqual([name, false]);
      for (const property of Object.values<Json>(schema.properties)) {
        expect([name, 'type' in property || '$ref' in property || 'oneOf' in property || 'allOf' in property]).toEqual([
          name,
          true,
        ]);
      }
    }
    expect(document.components.schemas.NoticeRequest).toMatchObject({
      required: ['subject', 'arrivedAt', 'form'],
      properties: {
        designatedOn: { type: 'string', format: 'date' },
        documents: { items: { $ref: expect.stringContaining('DocumentRequest') } },
      },
    });
  });

  it('has examples that its own schemas allow', () => {
    const wrong = underV1().flatMap(({ operation }) => {
      const places = [operation.requestBody, operation.responses['200'], operation.responses['201']].filter(Boolean);
      return places.flatMap((place: Json) => {
        const content = place.content['application/json'];
        if (content === undefined) return [];
        return differences(content.schema, content.examples.example.value, operation.operationId as string);
      });
    });
    expect(wrong).toEqual([]);
  });

  /** As much of JSON Schema as the document uses. */
  const differences = (schema: Json, value: Json, at: string): readonly string[] => {
    if (schema.$ref !== undefined) {
      return differences(document.components.schemas[(schema.$ref as string).split('/').at(-1) ?? ''], value, at);
    }
    for (const kind of ['anyOf', 'oneOf']) {
      if (schema[kind] === undefined) continue;
      return schema[kind].some((one: Json) => differences(one, value, at).length === 0)
        ? []
        : [`${at}: none of ${kind}`];
    }
    const types = [schema.type ?? []].flat() as string[];
    const type =
      value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
    if (types.length > 0 && !types.includes(type)) return [`${at}: ${type} is not ${types.join(' or ')}`];
    if (schema.enum !== undefined && !schema.enum.includes(value))
      return [`${at}: ${String(value)} is none of the enum`];
    if (schema.pattern !== undefined && !new RegExp(schema.pattern as string).test(value as string))
      return [`${at}: does not match`];
    if (type === 'array')
      return value.flatMap((item: Json, index: number) =>
        differences(schema.items ?? {}, item, `${at}/${String(index)}`),
      );
    if (type !== 'object') return [];
    const known = schema.properties ?? {};
    const missing = (schema.required ?? []).filter((name: string) => !(name in value));
    const unknown = Object.keys(value).filter(
      (name) => !(name in known) && schema.additionalProperties !== true && schema.properties !== undefined,
    );
    return [
      ...missing.map((name: string) => `${at}/${name}: is missing`),
      ...unknown.map((name) => `${at}/${name}: is not described`),
      ...Object.entries<Json>(value).flatMap(([name, inner]) =>
        name in known ? differences(known[name], inner, `${at}/${name}`) : [],
      ),
    ];
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
