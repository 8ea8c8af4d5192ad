import { LOCK_MODES, whoWaits } from '../../../sql/statement/lock-mode.ts';
import { child, children } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const lockTable: LintRule = {
  name: 'lock-table',
  level: 'warning',
  harm: 'LOCK TABLE makes others wait until the end of the transaction, for readers too when it names no mode.',
  instead: 'Let the statements take the locks they need, which Braid takes with a short lock timeout and retries',
  example: {
    given: 'create table orders (id bigint)',
    bad: 'lock table orders',
    good: 'lock table orders in share update exclusive mode',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'LockStmt') return [];
    const mode = typeof node.mode === 'number' ? LOCK_MODES[node.mode - 1] : undefined;
    const waits = mode === undefined ? 'all' : whoWaits(mode);
    if (waits === undefined) return [];
    return children(node, 'relations').flatMap((each) => {
      const table = subject.target(child(each, 'RangeVar'));
      if (table === undefined) return [];
      const who = waits === 'all' ? 'all use of' : 'writes to';
      return [about(table, `Blocks ${who} ${table.shown} until the end of the transaction.`, 'lock')];
    });
  },
};
