import { typeText } from '../../catalog/type-ref.ts';
import { changedTypes } from '../../read/changed-type.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const typeRewrite: LintRule = {
  name: 'type-rewrite',
  level: 'error',
  harm: 'Most type changes rewrite the whole table and its indexes, and nobody can read or write it until that is done. These are free: a longer varchar, varchar to text, more digits of a numeric before the point, and timestamp to timestamptz when the TimeZone is UTC.',
  instead:
    'Add a column of the new type, keep both equal with a trigger, fill it in batches, then let the code change over',
  example: {
    given: 'create table orders (id integer primary key, note varchar(20))',
    bad: 'alter table orders alter column id type bigint',
    good: 'alter table orders alter column note type varchar(50)',
  },
  find(subject) {
    return changedTypes(subject).flatMap(({ table, column, from, to, change }) => {
      if (change === 'free') return [];
      const what = `${column} from ${from === undefined ? 'its type' : typeText(from)} to ${typeText(to)}`;
      if (change === 'rewrite') {
        return [about(table, `Changing ${what} rewrites ${table.shown}: nobody can use it meanwhile.`, 'rewrite')];
      }
      const unless = change === 'time-zone' ? 'unless the TimeZone is UTC' : 'unless both are stored alike';
      return [about(table, `Changing ${what} rewrites ${table.shown}, ${unless}.`, undefined, { level: 'warning' })];
    });
  },
};
