import { quoteIdentifier } from '../../../sql/names/quote-identifier.ts';
import { child, text } from '../../../sql-objects/sql-node.ts';
import { volatileDefault } from '../../rules/rewrites/volatile-default.ts';
import { batchKey, keyRange } from '../chain/batch-key.ts';
import { columnParts } from '../chain/column-parts.ts';
import { type FixPart, NOTHING } from '../chain/fix-chain.ts';
import { columnList, rangeName } from '../chain/names.ts';
import { notNullChain } from '../chain/not-null-chain.ts';
import type { LintFix } from '../lint-fix.ts';

export const fillDefault: LintFix = {
  rules: [volatileDefault],
  writes:
    'the column without its default and the default for new rows; then old rows get theirs in batches; then, where it is required, a validated check and `SET NOT NULL`',
  chain(subject) {
    const [added] = subject.alterations('AT_AddColumn');
    const parts = added === undefined ? undefined : columnParts(subject.parsed.statement.sql, added.def);
    const relation = added?.table.relation;
    if (added === undefined || parts === undefined)
      return { byHand: 'the definition of the column cannot be taken apart' };
    const key = relation === undefined ? undefined : batchKey(relation);
    if (key === undefined) return { byHand: 'no primary key or unique NOT NULL key of the table is known' };
    const range = child(subject.node, 'relation');
    const table = rangeName(range);
    const column = text(added.def, 'colname');
    const name = quoteIdentifier(column);
    const alter = `ALTER TABLE ${table} ALTER COLUMN ${name}`;
    const kindOf = (node: (typeof parts.constraints)[number]['node']): string => text(node, 'contype');
    const given = parts.constraints.find(({ node }) => kindOf(node) === 'CONSTR_DEFAULT');
    const kept = parts.constraints.filter(({ node }) => !['CONSTR_DEFAULT', 'CONSTR_NOTNULL'].includes(kindOf(node)));
    if (given === undefined || kept.some(({ node }) => kindOf(node) === 'CONSTR_PRIMARY')) {
      return { byHand: 'the column is a primary key of its own' };
    }
    const isRequired = parts.constraints.some(({ node }) => kindOf(node) === 'CONSTR_NOTNULL');
    const add: FixPart = {
      up: {
        runs: 'together',
        statements: [[parts.head, ...kept.map((each) => each.text)].join(' '), `${alter} SET ${given.text}`],
      },
      down: { runs: 'together', statements: [`ALTER TABLE ${table} DROP COLUMN ${name}`], lossy: column },
      does: `column ${column}`,
    };
    const fill: FixPart = {
      up: {
        runs: { batch: `${table}(${columnList(key)})`, done: `${name} IS NOT NULL` },
        statements: [`UPDATE ${table} SET ${name} = DEFAULT WHERE ${keyRange(key)} AND ${name} IS NULL`],
      },
      down: { ...NOTHING, lossy: `which rows had no ${column}` },
      does: `fill ${column}`,
    };
    const require: FixPart = {
      up: { runs: 'alone', statements: notNullChain(table, text(range, 'relname'), column) },
      down: { runs: 'together', statements: [`${alter} DROP NOT NULL`] },
      does: `${column} not null`,
    };
    return { parts: [add, fill, ...(isRequired ? [require] : [])] };
  },
};
