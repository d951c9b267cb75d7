import { agreedEndContract } from './agreed-end-contract.js';
import type { ExampleContract } from './example-contract.js';
import { lastingContract } from './lasting-contract.js';
import { workedContract } from './worked-contract.js';

/** Three lives, in the past of any day from 2026-08-01 on. */
export const examples: readonly ExampleContract[] = [workedContract, lastingContract, agreedEndContract];
