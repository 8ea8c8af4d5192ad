import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { child, isTrue, names, type SqlNode, text } from '../../../sql-objects/sql-node.ts';
import { constraintKind, usedIndex } from '../../node/constraints.ts';
import { isNeverNull } from '../../read/never-null.ts';
import type { Subject, Target } from '../../rule/subject.ts';
import { pkDirect } from '../../rules/constraints/pk-direct.ts';
import { pkOnNullable } from '../../rules/constraints/pk-on-nullable.ts';
import { uniqueDirect } from '../../rules/constraints/unique-direct.ts';
import { constraintName } from '../chain/constraint-name.ts';
import { alone } from '../chain/fix-chain.ts';
import { columnList, rangeName } from '../chain/names.ts';
import { notNullChain } from '../chain/not-null-chain.ts';
import type { LintFix } from '../lint-fix.ts';

export const uniqueByIndex: LintFix = {
  rules: [uniqueDirect, pkDirect, pkOnNullable],
  writes:
    '`CREATE UNIQUE INDEX CONCURRENTLY`, for a primary key also a validated check that no column is null, then the constraint `USING INDEX`',
  chain(subject) {
    const [alteration] = subject.alterations('AT_AddConstraint');
    if (alteration === undefined)
      return { byHand: 'the constraint is in the definition of a column that cannot be taken apart' };
    const { table, def } = alteration;
    if (table.relation?.kind === 'partitioned') {
      return { byHand: 'PostgreSQL builds no index of a partitioned table concurrently' };
    }
    const name = constraintName(table, def);
    if (name === undefined) return { byHand: 'the name that PostgreSQL gives the constraint is unknown: name it' };
    if ('options' in def || 'indexspace' in def || isTrue(def, 'without_overlaps')) {
      return { byHand: 'the index of the constraint has options (WITH, TABLESPACE, WITHOUT OVERLAPS)' };
    }
    const range = child(subject.node, 'relation');
    const on = rangeName(range);
    const used = usedIndex(def);
    const index = used === '' ? name : used;
    const columns = used === '' ? names(def, 'keys') : (table.relation?.indexes.get(used)?.columns ?? []);
    const isPrimary = constraintKind(def) === 'primary';
    if (isPrimary && columns.length === 0) return { byHand: `unknown columns of the index ${used}` };
    return alone(
      `${isPrimary ? 'primary key' : 'unique'} ${name}`,
      [
        ...(used === '' ? [indexOf(def, index, on)] : []),
        ...(isPrimary ? filled(subject, table, columns, range) : []),
        `ALTER TABLE ${on} ADD CONSTRAINT ${quoteIdentifier(name)} ${isPrimary ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${quoteIdentifier(index)}${deferred(def)}`,
      ],
      { runs: 'together', statements: [`ALTER TABLE ${on} DROP CONSTRAINT ${quoteIdentifier(name)}`] },
    );
  },
};

function indexOf(constraint: SqlNode, name: string, on: string): string {
  const including = names(constraint, 'including');
  return [
    `CREATE UNIQUE INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${on} (${columnList(names(constraint, 'keys'))})`,
    ...(including.length === 0 ? [] : [`INCLUDE (${columnList(including)})`]),
    ...(isTrue(constraint, 'nulls_not_distinct') ? ['NULLS NOT DISTINCT'] : []),
  ].join(' ');
}

function filled(subject: Subject, table: Target, columns: readonly string[], range: SqlNode): readonly string[] {
  return columns
    .filter((each) => !isNeverNull(subject, table, each))
    .flatMap((each) => notNullChain(rangeName(range), text(range, 'relname'), each));
}

function deferred(constraint: SqlNode): string {
  if (!isTrue(constraint, 'deferrable')) return '';
  return isTrue(constraint, 'initdeferred') ? ' DEFERRABLE INITIALLY DEFERRED' : ' DEFERRABLE';
}
