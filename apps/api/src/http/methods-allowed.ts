import type { FastifyInstance } from 'fastify';
import { pathOf } from './problem-answer.js';
import { Problem } from './problem.js';

/** Which methods an address has: asked only where a request matched no route, to tell 405 from 404. */
export class MethodsAllowed {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** Takes note of every route that is added from now on, and refuses what matches none before its body is looked at. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      this.routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (request.is404) done(this.nothingAt(request.method, pathOf(request.url)));
      else done();
    });
  }

  /** `not-found`, or `method-not-allowed` where the address has others. */
  nothingAt(method: string, path: string): Problem {
    const allowed = this.at(path);
    const isAllowed = allowed.includes(method); // a folder of files has the method, but not the file
    if (isAllowed || allowed.length === 0) return new Problem('not-found', `there is nothing at ${path}`);
    const allow = allowed.join(', ');
    return new Problem('method-not-allowed', `${method} is not allowed here, but ${allow}`, { headers: { allow } });
  }

  /** The methods of the routes that a path matches, in the order of the alphabet. */
  private at(path: string): readonly string[] {
    const matching = this.routes.filter(({ pattern }) => pattern.test(path));
    return [...new Set(matching.flatMap(({ methods }) => methods))].sort();
  }
}

/** `/v1/contracts/:contractId/options` as it matches an address. */
const patternOf = (route: string): RegExp => {
  const parts = route.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
};
