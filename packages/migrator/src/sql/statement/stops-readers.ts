import type { TokenList } from '../tokens/token-list.ts';
import { whoWaits } from './lock-mode.ts';
import { relationLocks } from './relation-locks.ts';

/** Commands that need less than ACCESS EXCLUSIVE on what they name. */
const MILD = /^(?:comment|insert|update|delete|merge|select|with|grant|revoke|values|set|reset|analy[sz]e|do|call)$/;
/** Of `ALTER`. */
const MILD_ALTER = /^(?:type|domain|function|procedure|sequence|role|default)$/;

/** Without one of them no CREATE stops readers. */
const MAY_STOP = /policy|rule|view|partition/i;

/** Whether the statement may need a lock that readers are in the way of. Of whatever is not known it is said. */
export function mayStopReaders(tokens: TokenList): boolean {
  const command = tokens.at(0).key;
  if (command === 'alter') return !MILD_ALTER.test(tokens.at(1).key);
  // All tables, when it names none.
  if (command === 'vacuum') return [...tokens].some(({ key }) => key === 'full');
  if (command === 'create' && !MAY_STOP.test(tokens.sql)) return false;
  if (command === 'create') return relationLocks(tokens).some(({ mode }) => whoWaits(mode) === 'all');
  return !MILD.test(command);
}
