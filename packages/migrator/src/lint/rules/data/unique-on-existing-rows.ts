import { child, isTrue } from '../../../sql-objects/sql-node.ts';
import { indexColumns } from '../../catalog/apply/define-table.ts';
import { usedIndex } from '../../node/constraints.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about, type Subject, type Target } from '../../rule/subject.ts';

export const uniqueOnExistingRows: LintRule = {
  name: 'unique-on-existing-rows',
  level: 'warning',
  harm: 'Existing rows may have the same value twice: then the revision fails in production, though it passed everywhere else. A concurrent build leaves an invalid index behind.',
  instead: 'Look for duplicates in production first, and remove them in a revision before this one',
  example: {
    given: 'create table orders (id bigint primary key, code text)',
    bad: 'create unique index concurrently orders_code on orders (code)',
    good: 'create unique index concurrently orders_id_code on orders (id, code)',
  },
  find(subject) {
    return uniques(subject).map(({ table, columns }) =>
      about(table, `Fails when two rows of ${table.shown} have the same ${columns.join(', ') || 'key'}.`),
    );
  },
};

function uniques(subject: Subject): readonly { readonly table: Target; readonly columns: readonly string[] }[] {
  const added = [...subject.added('unique'), ...subject.added('primary')]
    // The index is there and unique already; a new column is NULL in all rows.
    .filter(({ constraint, column }) => usedIndex(constraint) === '' && column === undefined);
  const table = subject.kind === 'IndexStmt' ? subject.target(child(subject.node, 'relation')) : undefined;
  const index =
    table === undefined || !isTrue(subject.node, 'unique') ? [] : [{ table, columns: indexColumns(subject.node) }];
  return [...added, ...index].filter((each) => !isUniqueAlready(each.table, each.columns));
}

/** Whether some of the columns are unique for themselves. */
function isUniqueAlready({ relation }: Target, columns: readonly string[]): boolean {
  return [...(relation?.indexes.values() ?? [])].some(
    (index) =>
      index.isUnique &&
      !index.isPartial &&
      index.columns.length > 0 &&
      index.columns.every((each) => columns.includes(each)),
  );
}
