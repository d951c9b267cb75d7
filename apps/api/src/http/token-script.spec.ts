import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { TOKEN_SCRIPT } from './token-script.js';

describe('A link to the documentation', () => {
  /** A browser's window at an address, in which Swagger UI starts after the script and rewrites what stands behind #. */
  const opened = (hash: string): { readonly address: string; readonly authorised: unknown; readonly kept: boolean } => {
    const location = { hash, pathname: '/docs' };
    const timers: (() => void)[] = [];
    let address = `/docs${hash}`;
    let authorised: readonly [name: string, token: string] | undefined;
    let kept = false;
    const replaceState = (_state: unknown, _title: string, url: string): void => {
      address = url;
      location.hash = '';
    };
    const window: Record<string, unknown> = { location, history: { replaceState } };
    runInContext(
      TOKEN_SCRIPT,
      createContext({ window, URLSearchParams, setTimeout: (run: () => void) => timers.push(run) }),
    );
    location.hash = location.hash.replace('#', '#/');
    let isLoaded = false;
    const preauthorizeApiKey = (name: string, token: string): void => {
      if (isLoaded) authorised = [name, token];
    };
    const getIn = ([name]: readonly string[]): unknown =>
      authorised?.find((_part, index, [to]) => index === 1 && to === name);
    timers.shift()?.();
    window['ui'] = {
      preauthorizeApiKey,
      authSelectors: { authorized: () => ({ getIn }) },
      authActions: { persistAuthorizationIfNeeded: () => (kept = true) },
    };
    timers.shift()?.();
    isLoaded = true;
    timers.shift()?.();
    expect(timers).toEqual([]);
    return { address, authorised, kept };
  };

  it('hands its token to Swagger UI, and takes it from the address', () => {
    expect(opened('#token=a-b_c')).toEqual({ address: '/docs', authorised: ['token', 'a-b_c'], kept: true });
  });

  it('is left alone where it has none', () => {
    const address = '/docs#/Terms/getTerms';
    expect(opened('#/Terms/getTerms')).toEqual({ address, authorised: undefined, kept: false });
  });
});
