import type { IncomingMessage } from 'node:http';
import { invalid, Problem } from './problem.js';

/** How much an `Accept` header wants a media type (RFC 9110, 12.5.1), from 0 to 1: the most specific range that names it decides. */
const qualityIn = (accept: string | undefined, mediaType: string): number => {
  if (accept === undefined || accept === '*/*' || accept === mediaType) return 1;
  const [type] = mediaType.split('/');
  let specificity = -1;
  let quality = 0;
  for (const range of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    const rank = [`*/*`, `${type ?? ''}/*`, mediaType].indexOf(name);
    if (rank < 0 || rank < specificity) continue;
    specificity = rank;
    quality = qualityOf(parameters);
  }
  return quality;
};

/**
 * The media type that the `Accept` header wants most, of several the first.
 * @throws {Problem} `not-acceptable`
 */
export const preferred = <MediaType extends string>(
  accept: string | undefined,
  mediaTypes: readonly MediaType[],
): MediaType => {
  const qualities = mediaTypes.map((mediaType) => qualityIn(accept, mediaType));
  const best = mediaTypes[qualities.indexOf(Math.max(...qualities))];
  if (best !== undefined && Math.max(...qualities) > 0) return best;
  throw new Problem('not-acceptable', `the answer is ${mediaTypes.join(' or ')}`);
};

/** What RFC 9112 (3.2) and RFC 9110 (10.1.1) ask of a request. @throws {Problem} `invalid-request` without a host, `expectation-failed` */
export const requireOrdinaryHeaders = ({ headers, httpVersion }: IncomingMessage): void => {
  if (headers.host === undefined && httpVersion === '1.1') {
    throw invalid([{ pointer: '/headers/host', detail: 'the header Host is missing' }]);
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    throw new Problem('expectation-failed', 'nothing can be expected of this server but 100-continue');
  }
};

/** @throws {Problem} `unsupported-media-type` for what is not plain JSON in UTF-8; the type itself the parser has matched already. */
export const requireJsonInUtf8 = (contentType: string | undefined, contentEncoding: string | undefined): void => {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new Problem('unsupported-media-type', 'the body must be in UTF-8');
  }
  if (contentEncoding !== undefined && contentEncoding.toLowerCase() !== 'identity') {
    throw new Problem('unsupported-media-type', 'the body must not be compressed');
  }
};

const qualityOf = (parameters: readonly string[]): number => {
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const value = q === undefined ? 1 : Number(q.slice(2));
  return Number.isNaN(value) ? 1 : value;
};
