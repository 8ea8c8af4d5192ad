import { exclusiveLocks } from '../../read/exclusive-locks.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const wideLockWindow: LintRule = {
  name: 'wide-lock-window',
  level: 'warning',
  harm: 'One transaction locks several tables completely: all of them stay locked until the last statement is done, and two such transactions can deadlock with your code. The limit is "lint.lockedTables".',
  instead: 'One table a revision: each lock is then held only for its own statements',
  example: {
    given: 'create table a (id bigint); create table b (id bigint); create table c (id bigint)',
    bad: `alter table a add column note text; alter table b add column note text; alter table c add column note text`,
    good: 'alter table a add column note text; alter table b add column note text',
  },
  find(subject) {
    if (!subject.isInTransaction) return [];
    const held = subject.context.transaction.exclusive;
    const more = exclusiveLocks(subject).filter(({ path }) => !held.has(path));
    const [first] = more;
    const { lockedTables } = subject.limits;
    // Said once, where the limit is passed.
    if (first === undefined || held.size > lockedTables || held.size + more.length <= lockedTables) return [];
    const others = [...held.values(), ...more.slice(1)].map(({ shown }) => shown).join(', ');
    return [about(first, `Locks ${first.shown} completely in the same transaction as ${others}.`)];
  },
};
