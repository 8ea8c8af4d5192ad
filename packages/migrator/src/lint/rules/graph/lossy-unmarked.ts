import { child, children } from '../../../sql-objects/sql-node.ts';
import { droppedRelations } from '../../read/dropped.ts';
import type { Found } from '../../rule/found.ts';
import type { LintRule } from '../../rule/lint-rule.ts';
import { about, type Subject, type Target } from '../../rule/subject.ts';

export const lossyUnmarked: LintRule = {
  name: 'lossy-unmarked',
  level: 'warning',
  harm: 'Rows or values are lost, and neither the plan nor the question before the run says so: the section has no lossy="…".',
  instead: '-- migrate:upgrade lossy="what is lost"',
  example: {
    given: 'create table orders (id bigint, note text)',
    bad: 'alter table orders drop column note',
    good: 'alter table orders alter column note drop default',
  },
  find(subject) {
    if (subject.context.revision.section.lossy !== undefined) return [];
    return [...lostTables(subject), ...lostColumns(subject)];
  },
};

function lostTables(subject: Subject): readonly Found[] {
  const isTruncate = subject.kind === 'TruncateStmt';
  const truncated = isTruncate
    ? children(subject.node, 'relations').map((each) => subject.target(child(each, 'RangeVar')))
    : [];
  return [...droppedRelations(subject, ['OBJECT_TABLE']), ...truncated]
    .filter((table): table is Target => table !== undefined)
    .map((table) => about(table, `The rows of ${table.shown} are lost, and the marker does not say so.`));
}

function lostColumns(subject: Subject): readonly Found[] {
  return subject
    .alterations('AT_DropColumn')
    .filter(({ table, name }) => subject.column(table, name)?.isGenerated !== true)
    .map(({ table, name }) =>
      about(table, `The values of ${table.shown}.${name} are lost, and the marker does not say so.`),
    );
}
