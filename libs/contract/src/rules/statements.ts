import type { DataOf } from '../events.js';
import { clauseOf } from '../event-definitions.js';
import type { Situation } from '../situation.js';
import { requireFirst } from './requirements.js';

/** What was said was said, whatever the contract's state; a name is given once. */
export const statement = (data: DataOf<'StatementMade'>, { known }: Situation): void => {
  const namesake = known.statements.find(({ statementId }) => statementId === data.statementId);
  requireFirst(
    namesake,
    clauseOf({ type: 'StatementMade', data }),
    `statement ${String(data.statementId)} is already recorded`,
  );
};
