import { setTimeout } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 60_000;
const LOOK_MILLISECONDS = 5;

/** Looks until it sees something, or fails with what it last threw. */
export const eventually = async <Seen>(look: () => Seen | Promise<Seen>): Promise<Seen> => {
  const tries = PATIENCE_MILLISECONDS / LOOK_MILLISECONDS;
  for (let count = 1; ; count += 1) {
    try {
      return await look();
    } catch (cause) {
      if (count >= tries) throw cause;
    }
    await setTimeout(LOOK_MILLISECONDS);
  }
};
