import { describe } from '@jest/globals';
import { appends } from './appending.js';
import type { Fixture } from './fixture.js';
import { keeps } from './keeping.js';
import { behavesLikeAList } from './model.js';
import { reads } from './reading.js';
import { subscribes } from './subscribing.js';

/** What every event store does, whatever keeps its log. */
export const conformsToEventStore = (name: string, fixture: Fixture): void => {
  describe(name, () => {
    appends(fixture);
    reads(fixture);
    subscribes(fixture);
    keeps(fixture);
    behavesLikeAList(fixture);
  });
};
