import { child, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const createTrigger: LintRule = {
  name: 'create-trigger',
  level: 'info',
  harm: 'A new trigger blocks writes to the table until the end of the transaction, and slows down every write from then on.',
  instead: 'Keep the revision short: nothing else in the transaction that adds a trigger to a busy table',
  example: {
    given: `create table orders (id bigint);
      create function touch() returns trigger language plpgsql as $$ begin return new; end $$`,
    bad: 'create trigger touch before update on orders for each row execute function touch()',
    good: 'comment on table orders is $$no trigger$$',
  },
  find(subject) {
    if (subject.kind !== 'CreateTrigStmt') return [];
    const table = subject.target(child(subject.node, 'relation'));
    if (table === undefined) return [];
    const name = text(subject.node, 'trigname');
    return [about(table, `Blocks writes to ${table.shown} for a moment; each then runs ${name}.`, 'lock')];
  },
};
