import { child, children, names, text } from '../../../sql-objects/sql-node.ts';
import { isSerial, typeRef, typeText } from '../../catalog/type-ref.ts';
import { newColumns } from '../../read/new-columns.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const intKey: LintRule = {
  name: 'int-key',
  level: 'info',
  harm: 'A key of type integer ends at 2,147,483,647: inserts fail from then on, and a wider type rewrites the table that is the largest by then.',
  instead: 'Use bigint, bigserial or uuid',
  example: {
    given: '',
    bad: 'create table orders (id serial primary key)',
    good: 'create table orders (id bigserial primary key)',
  },
  find(subject) {
    const keys = new Set(
      children(subject.node, 'tableElts').flatMap((each) => {
        const constraint = child(each, 'Constraint');
        return text(constraint, 'contype') === 'CONSTR_PRIMARY' ? names(constraint, 'keys') : [];
      }),
    );
    // A key of several columns is one of links, mostly.
    const single = keys.size === 1 ? keys : new Set<string>();
    return newColumns(subject).flatMap(({ table, column }) => {
      const [name, type] = [text(column, 'colname'), typeRef(child(column, 'typeName'))];
      const kinds = children(column, 'constraints').map((each) => text(child(each, 'Constraint'), 'contype'));
      const isNumbered = isSerial(child(column, 'typeName')) || kinds.includes('CONSTR_IDENTITY');
      const isKey = isNumbered || kinds.includes('CONSTR_PRIMARY') || single.has(name);
      if (!isKey || type.isArray || !['int4', 'int2'].includes(type.name)) return [];
      return [{ on: table, message: `${table}.${name} is ${typeText(type)}: its numbers run out.` }];
    });
  },
};
