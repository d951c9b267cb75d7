import type { QuoteTermination } from '@ledger/application';
import { invalid } from '../http/problem.js';
import type { TerminationQuoteRequest } from './figures.requests.js';

type Trial = QuoteTermination['trial'];

const NOTICE = ['arrivedAt', 'designatedOn', 'form'] as const;
const TERMINATION = ['declaredOn', 'effectiveOn', 'ground', 'reason'] as const;

/** The notice or termination that a body describes. @throws {Problem} `invalid-request` where it is neither, or a bit of both */
export const trialOf = (body: TerminationQuoteRequest): Trial => {
  const [type, needed, foreign] =
    body.arrivedAt === undefined && TERMINATION.some((name) => body[name] !== undefined)
      ? (['ContractTerminated', TERMINATION, NOTICE] as const)
      : (['NoticeReceived', ['subject', 'arrivedAt', 'form'], TERMINATION] as const);
  const errors = [
    ...needed
      .filter((name) => body[name as keyof TerminationQuoteRequest] === undefined)
      .map((name) => ({ pointer: `/${name}`, detail: `${name} is required` })),
    ...foreign
      .filter((name) => body[name] !== undefined)
      .map((name) => ({ pointer: `/${name}`, detail: `${name} does not belong to a ${KINDS[type]}` })),
  ];
  if (errors.length > 0) throw invalid(errors);
  return { type, data: body } as Trial; // its fields have just been looked for
};

const KINDS = { NoticeReceived: 'notice', ContractTerminated: 'termination' } as const;
