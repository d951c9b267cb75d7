import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { findIn, productionSources, type Finding, type Source } from './house.js';

/** Words for which the terms have another one: termination, contractor, repayment or reduction, outage, the minimum period. */
const banned = ['cancel', 'customer', 'user', 'client', 'refund', 'downtime'];

/** Identifiers made with a banned word, whatever its ending: cancelled, customerId, perUser. Quoted text and comments are free. */
const bannedWords = (source: Source): readonly Finding[] =>
  findIn(source, (node) => {
    if (!ts.isIdentifier(node)) return undefined;
    const words = node.text.split(/(?<=[a-z\d])(?=[A-Z])|_/).map((word) => word.toLowerCase());
    const isBanned = words.some((word) => banned.some((stem) => word.startsWith(stem)));
    return isBanned || /^contract terms?\b/.test(words.join(' ')) ? node.text : undefined;
  });

const inSource = (text: string): Source => ({ path: 'a.ts', text });

describe('The vocabulary of terms, contract and figures', () => {
  it('has one word for one thing', () => {
    expect(productionSources('libs/terms', 'libs/contract', 'libs/figures').flatMap(bannedWords)).toEqual([]);
  });

  it.each([
    'cancel',
    'isCancelled',
    'customerId',
    'perUser',
    'CLIENT_NAME',
    'refunds',
    'downtimeHours',
    'contractTerm',
  ])('knows no %s', (word) => {
    expect(bannedWords(inSource(`const ${word} = 1;`))).toEqual([{ found: word, at: 'a.ts:1' }]);
  });

  it('quotes whatever the law says', () => {
    expect(bannedWords(inSource("// the user may cancel\nconst quotation = 'cancel';"))).toEqual([]);
  });

  it.each(['unused', 'contractor', 'ContractTerminated', 'termsOf'])('keeps %s', (word) => {
    expect(bannedWords(inSource(`const ${word} = 1;`))).toEqual([]);
  });
});
