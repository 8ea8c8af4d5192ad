import { children, isTrue, text } from '../../../sql-objects/sql-node.ts';
import { nameOf } from '../../catalog/apply/define-table.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const dropIndexNotConcurrent: LintRule = {
  name: 'drop-index-not-concurrent',
  level: 'warning',
  harm: 'DROP INDEX locks the table of the index completely. It is brief, but it waits for every running query, and all queries that come later wait behind it.',
  instead: 'DROP INDEX CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off',
  example: {
    given: 'create table orders (id bigint, customer bigint); create index orders_customer_idx on orders (customer)',
    bad: 'drop index orders_customer_idx',
    good: 'drop index concurrently orders_customer_idx',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'DropStmt' || text(node, 'removeType') !== 'OBJECT_INDEX' || isTrue(node, 'concurrent')) return [];
    return children(node, 'objects').flatMap((object) => {
      const parts = nameOf(object);
      const [schema, name] = [parts.at(-2) ?? '', parts.at(-1) ?? ''];
      const found = subject.catalog.index(schema, name);
      if (found === undefined) {
        return [{ on: null, message: `Locks the table of the index ${name} completely, for a moment.` }];
      }
      const table = subject.named(found.table.schema, found.table.name);
      if (table === undefined) return [];
      return [about(table, `Locks ${table.shown} completely, for a moment: queries queue behind it.`, 'lock')];
    });
  },
};
