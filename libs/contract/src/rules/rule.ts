import type { DataOf, FactType } from '../events.js';
import type { Situation } from '../situation.js';

/** Lets a fact pass, or says why not: throws what `judge` throws. */
export type Rule<Type extends FactType> = (data: DataOf<Type>, situation: Situation) => void;
