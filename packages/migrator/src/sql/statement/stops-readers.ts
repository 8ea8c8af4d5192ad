import type { TokenList } from '../script/token-list.ts';
import { whoWaits } from './lock-mode.ts';
import type { RelationLock } from './statement-facts.ts';

/** Commands that need less than ACCESS EXCLUSIVE on what they name, unless their locks say otherwise. */
const MILD =
  /^(?:create|comment|insert|update|delete|merge|select|with|grant|revoke|values|set|reset|analy[sz]e|vacuum|do|call)$/;
/** Of `ALTER`. */
const MILD_ALTER = /^(?:type|domain|function|procedure|sequence|role|default)$/;

/** Whether the statement may need a lock that readers are in the way of. Of whatever is not known it is said. */
export function mayStopReaders(tokens: TokenList, locks: readonly RelationLock[]): boolean {
  if (locks.some(({ mode, indexes }) => whoWaits(mode) === 'all' || indexes !== undefined)) return true;
  const [first = '', second = ''] = [tokens.at(0), tokens.at(1)].map(({ text }) => text.toLowerCase());
  if (first === 'alter') return !MILD_ALTER.test(second);
  // All tables, when it names none.
  if (first === 'vacuum') return [...tokens].some(({ kind, text }) => kind === 'word' && text.toLowerCase() === 'full');
  return !MILD.test(first);
}
