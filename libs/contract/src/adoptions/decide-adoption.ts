import { civilDate, type CivilDate } from '@ledger/kernel';
import { parseReading, parseReadings, supplementaryClause, type Terms } from '@ledger/terms';
import { AlreadyRecorded, InvalidFact, UnknownTarget, type Fault } from '../errors.js';
import type { Documented } from '../events.js';
import { sameJson } from '../same-json.js';
import type { AdoptionData, AdoptionDataOf, AdoptionEvent } from './adoption-events.js';
import { parseAdoptionReplacement, type AdoptionCommand } from './adoption-shapes.js';
import { adoptionsKnown, type Adoption, type Adoptions } from './adoptions.js';

/** Under which an adoption is decided; the present comes in as data. */
export interface AdoptionContext {
  /** Today in Japan. */
  readonly today: CivilDate;
  /** With the editions that there are to adopt. */
  readonly terms: Terms;
}

/**
 * What is to be recorded of an adoption. Whoever may adopt may adopt anything that the register knows, from whatever day.
 * @throws {InvalidFact} {UnknownTarget} {AlreadyRecorded} where it is not recorded
 */
export const decideAdoption = (
  command: AdoptionCommand,
  adoptions: Adoptions,
  context: AdoptionContext,
): AdoptionEvent => {
  const find = (adoptionId: string | undefined): Adoption | undefined =>
    adoptionsKnown(adoptions).find((one) => one.adoptionId === adoptionId);
  if (command.type === 'ReadingsAdopted') {
    const known = find(command.data.adoptionId);
    if (known !== undefined) throw alreadyRecorded(known.place.eventId, 'an adoption of this id is recorded');
    requireAdoptable(command.data, '', context);
    return command;
  }
  const adoption = find(command.data.adoptionId);
  if (adoption === undefined) throw new UnknownTarget('adoption', command.data.adoptionId);
  if (command.type === 'AdoptionCorrected') return correction(command.data, adoption, context);
  requireWithdrawable(command.data, adoption, context);
  return command;
};

const correction = (
  { adoptionId, reason, replacement, documents }: Extract<AdoptionCommand, { type: 'AdoptionCorrected' }>['data'],
  adoption: Adoption,
  context: AdoptionContext,
): AdoptionEvent => {
  const data = parseAdoptionReplacement(replacement);
  if (adoption.withdrawnBy === undefined && sameJson(adoption.data, data)) {
    throw alreadyRecorded(adoption.place.eventId, 'this is what stands already');
  }
  requireAdoptable(data, '/replacement', context);
  return {
    type: 'AdoptionCorrected',
    data: { adoptionId, reason, replacement: data, ...(documents !== undefined && { documents }) },
  };
};

const requireAdoptable = (
  { readings, edition, adoptedOn }: Documented<AdoptionData>,
  at: string,
  { today, terms }: AdoptionContext,
): void => {
  const faults: Fault[] = [];
  readings.forEach((reading, index) => {
    faultOf(() => parseReading(reading), `${at}/readings/${String(index)}`, faults);
  });
  if (faults.length === 0) faultOf(() => parseReadings(readings), `${at}/readings`, faults);
  if (readings.length === 0 && edition === undefined) {
    faults.push({ pointer: `${at}/readings`, detail: 'neither a reading nor an edition is adopted' });
  }
  if (edition !== undefined && !terms.editions.some(({ id }) => id === edition)) {
    const known = terms.editions.map(({ id }) => id).join(', ');
    faults.push({ pointer: `${at}/edition`, detail: `there is no such edition; there are ${known}` });
  }
  if (civilDate(adoptedOn) > today) faults.push({ pointer: `${at}/adoptedOn`, detail: 'lies in the future' });
  const [first, ...others] = faults;
  if (first !== undefined) throw new InvalidFact(first, ...others);
};

const requireWithdrawable = (
  { withdrawnOn }: AdoptionDataOf<'AdoptionWithdrawn'>,
  { withdrawnBy, data }: Adoption,
  { today }: AdoptionContext,
): void => {
  if (withdrawnBy !== undefined) throw alreadyRecorded(withdrawnBy, 'the adoption is withdrawn already');
  const [on, adoptedOn] = [civilDate(withdrawnOn), civilDate(data.adoptedOn)];
  if (on > today) throw new InvalidFact({ pointer: '/withdrawnOn', detail: 'lies in the future' });
  if (on < adoptedOn) throw new InvalidFact({ pointer: '/withdrawnOn', detail: 'is before it was adopted' });
};

const faultOf = (parse: () => unknown, pointer: string, faults: Fault[]): void => {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push({ pointer, detail: error.message });
  }
};

/** The supplementary provisions say from when the terms are applied as they stand; an adoption, from when as they are read. */
const alreadyRecorded = (eventId: string, detail: string): AlreadyRecorded =>
  new AlreadyRecorded(eventId, supplementaryClause, detail);
