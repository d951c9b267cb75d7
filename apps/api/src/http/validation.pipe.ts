import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { asInstance, type RequestClass } from './fields.js';
import { invalid, pointerOf, type InputError } from './problem.js';
import { FORBIDDEN_NAMES, flawOf } from './text.js';

/** Nobody reads more at once, and an answer must not grow with the mistakes. */
const MAX_ERRORS = 20;
const OPTIONS = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
} as const;

/** Checks bodies and queries against their class, and hands them on as they came. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || metatype === undefined || metatype === Object) return value;
    const place = type === 'query' ? ['query'] : [];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid([{ pointer: pointerOf(place), detail: 'must be a JSON object' }]);
    }
    if (type === 'query') refuseUnfit(value);
    const errors = validateSync(asInstance(metatype as RequestClass, value), OPTIONS);
    if (errors.length > 0) throw invalid(inputErrors(errors, place).slice(0, MAX_ERRORS));
    return value;
  }
}

/** What a body's parser has refused already: names of every object's own, and characters that no text holds. */
const refuseUnfit = (query: object): void => {
  for (const [name, values] of Object.entries(query) as [string, string | string[]][]) {
    const flaw = FORBIDDEN_NAMES.has(name) ? 'is not known here' : [name, values].flat().map(flawOf).find(Boolean);
    if (flaw !== undefined) throw invalid([{ pointer: pointerOf(['query', name]), detail: flaw }]);
  }
};

const inputErrors = (errors: readonly ValidationError[], path: readonly string[]): InputError[] =>
  errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const here = [...path, property];
    const own = Object.entries(constraints).map(([kind, message]) => ({
      pointer: pointerOf(here),
      detail: `${property} ${kind === 'whitelistValidation' ? 'is not known here' : message}`,
    }));
    return own.length > 0 ? own : inputErrors(children, here);
  });
