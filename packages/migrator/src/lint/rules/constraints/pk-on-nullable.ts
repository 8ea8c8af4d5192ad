import { usedIndex } from '../../node/constraints.ts';
import { isNeverNull } from '../../read/never-null.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const pkOnNullable: LintRule = {
  name: 'pk-on-nullable',
  level: 'error',
  harm: 'PRIMARY KEY USING INDEX makes its columns NOT NULL, and reads the whole table for that, locked completely, when they can be NULL.',
  instead: 'First make the columns NOT NULL without reading under the lock, as the rule set-not-null says',
  example: {
    given: `create table orders (id bigint, number bigint not null);
      create unique index orders_id on orders (id); create unique index orders_number on orders (number)`,
    bad: 'alter table orders add constraint orders_pkey primary key using index orders_id',
    good: 'alter table orders add constraint orders_pkey primary key using index orders_number',
  },
  find(subject) {
    return subject.added('primary').flatMap(({ table, constraint }) => {
      const used = usedIndex(constraint);
      if (used === '') return [];
      const columns = table.relation?.indexes.get(used)?.columns;
      if (columns?.every((each) => isNeverNull(subject, table, each)) === true) return [];
      const which = columns?.join(', ') ?? used;
      return [about(table, `Nobody can use ${table.shown} while all rows are checked for NULL in ${which}.`, 'scan')];
    });
  },
};
