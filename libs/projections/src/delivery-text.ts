import type { DeliveryFailure, DeliveryProgress } from './delivery-store.js';

/** How progress stands in a database: one text, which only this code reads. */
export const textOfProgress = ({ position, waiting, ...rest }: DeliveryProgress): string =>
  JSON.stringify({
    ...rest,
    position: String(position),
    ...(waiting && { waiting: { events: waiting.events, upTo: String(waiting.upTo) } }),
  });

export const progressIn = (text: string): DeliveryProgress => {
  const { webhookId, begunBy, position, failure, waiting, deliveredAt } = JSON.parse(text) as WrittenProgress;
  return {
    webhookId,
    begunBy,
    position: BigInt(position),
    failure: failure && whole(failure),
    waiting: waiting && { events: waiting.events, upTo: BigInt(waiting.upTo) },
    deliveredAt,
  };
};

export const textOfFailure = (failure: DeliveryFailure): string => JSON.stringify(failure);
export const failureIn = (text: string): DeliveryFailure => whole(JSON.parse(text) as DeliveryFailure);

/** What is undefined does not stand in the text. */
const whole = (failure: DeliveryFailure): DeliveryFailure => ({
  ...failure,
  status: failure.status,
  nextAttemptAt: failure.nextAttemptAt,
});

type WrittenProgress = Omit<DeliveryProgress, 'position' | 'waiting'> & {
  readonly position: string;
  readonly waiting?: { readonly events: number; readonly upTo: string };
};
