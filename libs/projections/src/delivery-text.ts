import type { DeliveryProgress } from './delivery-store.js';

/** How progress stands in a database: one text, which only this code reads. */
export const textOfProgress = ({ position, ...rest }: DeliveryProgress): string =>
  JSON.stringify({ ...rest, position: String(position) });

export const progressIn = (text: string): DeliveryProgress => {
  const { position, failure, ...rest } = JSON.parse(text) as WrittenProgress;
  return {
    ...rest,
    position: BigInt(position),
    failure: failure && { ...failure, status: failure.status, nextAttemptAt: failure.nextAttemptAt },
  };
};

type WrittenProgress = Omit<DeliveryProgress, 'position'> & { readonly position: string };
