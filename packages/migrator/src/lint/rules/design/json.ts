import { child, text } from '../../../sql-objects/sql-node.ts';
import { typeRef } from '../../catalog/type-ref.ts';
import { newColumns } from '../../read/new-columns.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const json: LintRule = {
  name: 'json',
  level: 'info',
  harm: 'Values of type json cannot be compared: SELECT DISTINCT, GROUP BY and UNION fail on the column, and no index finds what is in it.',
  instead: 'jsonb',
  example: {
    given: '',
    bad: 'create table orders (id bigint, data json)',
    good: 'create table orders (id bigint, data jsonb)',
  },
  find(subject) {
    return newColumns(subject)
      .filter(({ column }) => typeRef(child(column, 'typeName')).name === 'json')
      .map(({ table, column }) => ({ on: table, message: `${table}.${text(column, 'colname')} is json, not jsonb.` }));
  },
};
