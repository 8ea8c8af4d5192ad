import { quoteIdentifier } from '../../../../sql/names/quote-identifier.ts';
import { alterTableActions } from '../../../../sql/text/alter-table-actions.ts';
import { retypedColumn } from '../../../../sql/text/retyped-column.ts';
import { child, children, text } from '../../../../sql-objects/sql-node.ts';
import type { Index, Relation } from '../../../catalog/relation.ts';
import type { ParsedStatement } from '../../../rule/parsed.ts';
import type { Subject } from '../../../rule/subject.ts';
import { batchKey } from '../../chain/batch-key.ts';
import type { ByHand } from '../../chain/fix-chain.ts';

/** A column that gets another type, and everything that must be created again with it. */
export interface Retyped {
  readonly column: string;
  readonly relation: Relation;
  readonly key: readonly string[];
  readonly isRequired: boolean;
  readonly indexes: readonly Index[];
  /** The new type, and how a value of the old column is converted to it. */
  readonly to: { readonly type: string; readonly expression: string };
  /** The same for the downgrade. */
  readonly from: { readonly type: string; readonly expression: string };
}

/** Reads the statement; says what a person has to take care of if columns and triggers alone cannot do it. */
export function retypedSubject(subject: Subject, downgrade: readonly ParsedStatement[]): Retyped | ByHand {
  const [alteration] = subject.alterations('AT_AlterColumnType');
  const relation = alteration?.table.relation;
  if (alteration === undefined || relation === undefined) {
    return { byHand: 'no statement is known that makes the table' };
  }
  const column = alteration.name;
  const known = relation.columns.get(column);
  const key = batchKey(relation);
  if (key === undefined || known === undefined) return { byHand: 'no key of the table is known, or not the column' };
  if (relation.kind !== 'table') return { byHand: 'the table is partitioned' };
  if (key.includes(column)) {
    const why = 'the column is a part of the key, by which batches walk and to which foreign keys may refer';
    return { byHand: `${why}: docs/guide/wider-key.md has the revisions to write by hand` };
  }
  if (known.hasDefault || known.isGenerated) {
    return { byHand: 'the column has a default, whose text is in another revision' };
  }
  const constraint = [...relation.constraints.values()].find(
    ({ kind, columns }) => kind !== 'not-null' && columns.includes(column),
  );
  if (constraint !== undefined) return { byHand: `the constraint ${constraint.name} is about the column` };
  const indexes = [...relation.indexes.values()].filter(
    ({ columns, mentions }) => columns.includes(column) || mentions.includes(column),
  );
  const special = indexes.find(
    ({ columns, mentions, isPartial }) => isPartial || mentions.length > 0 || columns.includes(''),
  );
  if (special !== undefined) return { byHand: `the index ${special.name} has an expression or a condition` };
  const to = retypedColumn(subject.parsed.statement.sql);
  const from = backTo(text(child(subject.node, 'relation'), 'relname'), column, downgrade);
  if (to === undefined || from === undefined) return { byHand: 'the downgrade does not give the column its old type' };
  const cast = ({ type, using }: typeof to) => ({ type, expression: using ?? `${quoteIdentifier(column)}::${type}` });
  return { column, relation, key, isRequired: known.notNull, indexes, to: cast(to), from: cast(from) };
}

function backTo(table: string, column: string, downgrade: readonly ParsedStatement[]) {
  for (const { statement, tree } of downgrade) {
    const node = child(tree ?? {}, 'AlterTableStmt');
    if (text(child(node, 'relation'), 'relname') !== table) continue;
    const at = children(node, 'cmds')
      .map((each) => child(each, 'AlterTableCmd'))
      .findIndex((each) => text(each, 'subtype') === 'AT_AlterColumnType' && text(each, 'name') === column);
    const split = alterTableActions(statement.sql);
    const action = at < 0 ? undefined : split?.actions[at];
    if (action !== undefined) return retypedColumn(`${split?.head ?? ''} ${action}`);
  }
  return undefined;
}
