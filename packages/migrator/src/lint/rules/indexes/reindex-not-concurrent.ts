import { child, option, text } from '../../../sql-objects/sql-node.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about } from '../../rule/subject.ts';

export const reindexNotConcurrent: LintRule = {
  name: 'reindex-not-concurrent',
  level: 'error',
  harm: 'REINDEX blocks writes to the table, and queries that would use the index, until it is rebuilt.',
  instead: 'REINDEX … CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off',
  example: {
    given: 'create table orders (id bigint primary key)',
    bad: 'reindex table orders',
    good: 'reindex table concurrently orders',
  },
  find(subject) {
    const { kind, node } = subject;
    if (kind !== 'ReindexStmt' || option(node, 'params', 'concurrently') !== undefined) return [];
    const what = text(node, 'kind');
    const range = child(node, 'relation');
    if (what !== 'REINDEX_OBJECT_TABLE' && what !== 'REINDEX_OBJECT_INDEX') {
      return [{ on: null, message: 'Blocks writes to one table after the other while its indexes are rebuilt.' }];
    }
    const [schema, name] = [text(range, 'schemaname'), text(range, 'relname')];
    const isTable = what === 'REINDEX_OBJECT_TABLE';
    if (!isTable && subject.catalog.index(schema, name) === undefined) {
      return [{ on: null, message: `Blocks writes to the table of ${name} until the index is rebuilt.` }];
    }
    const table = isTable ? subject.target(range) : subject.tableOfIndex(schema, name);
    if (table === undefined) return [];
    return [about(table, `Blocks writes to ${table.shown}, and queries that use what is rebuilt.`, 'rewrite')];
  },
};
