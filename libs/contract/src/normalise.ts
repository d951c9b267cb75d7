import { normaliseAddress, normaliseDomain } from '@ledger/terms';
import { InvalidFact, type Fault } from './errors.js';
import type { DataOf, FactEvent } from './events.js';

/** The fact as it is recorded: what can be written in several ways in one of them, what is said twice once. @throws {InvalidFact} */
export const normalised = (fact: FactEvent): FactEvent => {
  switch (fact.type) {
    case 'TargetsDesignated':
      return { type: fact.type, data: { ...fact.data, ...targetsOf(fact.data) } };
    case 'FunctionsRestricted':
      return { type: fact.type, data: { ...fact.data, functions: distinct(fact.data.functions) } };
    case 'HomepageMeasureTaken':
      return { type: fact.type, data: { ...fact.data, measures: distinct(fact.data.measures) } };
    default:
      return fact;
  }
};

/** Art. 3: domain names in their A-label form, addresses and prefixes in their one notation. */
const targetsOf = ({
  domains,
  ipAddresses,
}: DataOf<'TargetsDesignated'>): Pick<DataOf<'TargetsDesignated'>, 'domains' | 'ipAddresses'> => {
  const faults: Fault[] = [];
  const targets = {
    domains: distinct(each(domains, '/domains', normaliseDomain, faults)),
    ipAddresses: distinct(each(ipAddresses, '/ipAddresses', normaliseAddress, faults)),
  };
  const [first, ...others] = faults;
  if (first !== undefined) throw new InvalidFact(first, ...others.slice(0, MAX_FAULTS));
  return targets;
};

const MAX_FAULTS = 99;

const each = (
  texts: readonly string[],
  at: string,
  normalise: (text: string) => string,
  faults: Fault[],
): readonly string[] =>
  texts.map((text, index) => {
    try {
      return normalise(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push({ pointer: `${at}/${String(index)}`, detail: error.message });
      return text;
    }
  });

const distinct = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];
