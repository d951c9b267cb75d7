import type { Building } from './generation-store.js';

/** How it stands in a database: one text, which only this code reads. */
export const textOfBuilding = ({ position, ...rest }: Building): string =>
  JSON.stringify({ ...rest, position: String(position) });

export const buildingIn = (text: string): Building => {
  const { position, total, rate, endedAt, digest, reason, ...rest } = JSON.parse(text) as WrittenBuilding;
  return { ...rest, position: BigInt(position), total, rate, endedAt, digest, reason };
};

type WrittenBuilding = Omit<Building, 'position'> & { readonly position: string };
