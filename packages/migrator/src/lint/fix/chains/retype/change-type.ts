import { quoteIdentifier } from '../../../../sql/names/quote-identifier.ts';
import { child, text } from '../../../../sql-objects/sql-node.ts';
import type { Index } from '../../../catalog/relation.ts';
import { typeRewrite } from '../../../rules/rewrites/type-rewrite.ts';
import { keyRange } from '../../chain/batch-key.ts';
import type { FixPart, Leg, LegStatement } from '../../chain/fix-chain.ts';
import { columnList, rangeName, sqlName } from '../../chain/names.ts';
import { notNullChain } from '../../chain/not-null-chain.ts';
import type { LintFix } from '../../lint-fix.ts';
import { type Retyped, retypedSubject } from './retyped-subject.ts';
import { type Sync, syncFunction, syncTrigger, withoutSync } from './sync-function.ts';

export const changeType: LintFix = {
  rules: [typeRewrite],
  writes:
    'a column of the new type next to the old one, which a trigger keeps in sync and batches fill; then the two swap their names, and the old one is kept in sync until it is dropped. The downgrade does the same in reverse',
  chain(subject, downgrade) {
    const retyped = retypedSubject(subject, downgrade);
    if ('byHand' in retyped) return retyped;
    const range = child(subject.node, 'relation');
    const names = namesOf(retyped, rangeName(range), text(range, 'schemaname'), text(range, 'relname'));
    return {
      parts: partsOf(retyped, names),
      replaces: (down) =>
        down.alterations('AT_AlterColumnType').some(({ table, name }) => {
          return name === retyped.column && table.relation?.name === retyped.relation.name;
        }),
    };
  },
};

interface Names extends Sync {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly fresh: string;
  readonly old: string;
}

function namesOf({ column }: Retyped, table: string, schema: string, relation: string): Names {
  const sync = `${relation.slice(0, 25)}_${column.slice(0, 25)}_sync`;
  return {
    ...{ table, schema, relation, column: quoteIdentifier(column), alias: quoteIdentifier(relation) },
    functionName: sqlName(schema, sync),
    triggerName: quoteIdentifier(sync),
    fresh: `${column.slice(0, 55)}_new`,
    old: `${column.slice(0, 55)}_old`,
  };
}

function partsOf(retyped: Retyped, names: Names): readonly FixPart[] {
  const { column, to, from } = retyped;
  const { table } = names;
  const [fresh, old] = [quoteIdentifier(names.fresh), quoteIdentifier(names.old)];
  const together = (...statements: readonly LegStatement[]): Leg => ({ runs: 'together', statements });
  const [forth, back] = [syncFunction(names, fresh, to.expression), syncFunction(names, old, from.expression)];
  const trigger = syncTrigger(names);
  const rename = (from: string, to: string) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`;
  const add = (name: string, type: string) => `ALTER TABLE ${table} ADD COLUMN ${name} ${type}`;
  const drop = `ALTER TABLE ${table} DROP COLUMN`;
  const made = likeOther(retyped, names, names.fresh, '_new');
  const kept = likeOther(retyped, names, names.old, '_old');
  return [
    {
      up: together(add(fresh, to.type), forth, trigger),
      down: {
        ...together(...withoutSync(names), `${drop} ${fresh}`),
        lossy: `${names.fresh}, which has the values of ${column}`,
      },
      does: `column ${names.fresh}`,
    },
    { up: fill(retyped, names, fresh, to.expression), down: together(), does: `fill ${names.fresh}` },
    ...(made.make.length === 0
      ? []
      : [{ up: alone(made.make), down: alone(made.unmake), does: `${names.fresh} as ${column} is` }]),
    {
      up: together(
        hidden(
          rename(names.column, old),
          'rename-column',
          'the column beside it takes the name in the same transaction',
        ),
        hidden(rename(fresh, names.column), 'rename-column', 'no code knows the name'),
        ...renamedIndexes(retyped.indexes, names, '', '_old'),
        ...renamedIndexes(retyped.indexes, names, '_new', ''),
        back,
      ),
      down: together(
        rename(names.column, fresh),
        rename(old, names.column),
        ...renamedIndexes(retyped.indexes, names, '', '_new'),
        ...renamedIndexes(retyped.indexes, names, '_old', ''),
        forth,
      ),
      does: `${column} changes over`,
    },
    ...(kept.make.length === 0
      ? []
      : [{ up: alone(kept.unmake), down: alone(kept.make), does: `${names.old} without its indexes and rules` }]),
    { up: together(), down: fill(retyped, names, old, from.expression), does: `fill ${names.old} in the downgrade` },
    {
      up: {
        ...together(...withoutSync(names), hidden(`${drop} ${old}`, 'drop-column', 'no code knows the name')),
        lossy: `${names.old}, which has the values of ${column}`,
      },
      down: together(add(old, from.type), back, trigger),
      does: `drop ${names.old}`,
    },
  ];
}

function alone(statements: readonly string[]): Leg {
  return { runs: 'alone', statements };
}

function hidden(sql: string, rule: string, why: string): LegStatement {
  return { sql, comments: [`-- lint:ignore ${rule} "${why}"`] };
}

/** Rows that the trigger has seen have a value already. */
function fill({ key }: Retyped, { table }: Names, column: string, expression: string): Leg {
  const done = `${column} IS NOT NULL OR (${expression}) IS NULL`;
  return {
    runs: { batch: `${table}(${columnList(key)})`, done },
    statements: [
      `UPDATE ${table} SET ${column} = ${expression} WHERE ${keyRange(key)} AND ${column} IS NULL AND (${expression}) IS NOT NULL`,
    ],
  };
}

/** What makes the new column like the old one: NOT NULL, and its indexes. */
function likeOther({ column, isRequired, indexes }: Retyped, names: Names, as: string, suffix: string) {
  const { table, schema, relation } = names;
  const required = isRequired ? notNullChain(table, relation, as) : [];
  const built = indexes.map(({ name, columns, isUnique }) => {
    const list = columnList(columns.map((each) => (each === column ? as : each)));
    return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${quoteIdentifier(name + suffix)} ON ${table} (${list})`;
  });
  return {
    make: [...required, ...built],
    unmake: [
      ...indexes.map(({ name }) => `DROP INDEX CONCURRENTLY ${sqlName(schema, name + suffix)}`),
      ...(isRequired ? [`ALTER TABLE ${table} ALTER COLUMN ${quoteIdentifier(as)} DROP NOT NULL`] : []),
    ],
  };
}

function renamedIndexes(indexes: readonly Index[], { schema }: Names, from: string, to: string): readonly string[] {
  return indexes.map(
    ({ name }) => `ALTER INDEX ${sqlName(schema, name + from)} RENAME TO ${quoteIdentifier(name + to)}`,
  );
}
