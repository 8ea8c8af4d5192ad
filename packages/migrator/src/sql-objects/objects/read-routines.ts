import { aggregateInputs, inputs } from '../effects/create.ts';
import { child, children, isTrue, names, type SqlNode, text } from '../sql-node.ts';
import { typeKey } from '../type-name.ts';
import { orReplace, plainCreate } from './create-words.ts';
import type { ObjectReader } from './object-reader.ts';
import { definedType, pathOf, place, schemaOf, sqlName, sqlOperator, sqlTypes } from './object-sql.ts';
import { defaultCount, routineShape } from './shape.ts';
import type { SqlObject } from './sql-object.ts';

/** Functions and procedures; what DefineStmt makes: aggregates, operators, collations, text search. */
export const ROUTINES: Readonly<Record<string, ObjectReader>> = {
  CreateFunctionStmt: readRoutine,
  DefineStmt: readDefinition,
};

function readRoutine(node: SqlNode, sql: string): SqlObject {
  const kind = isTrue(node, 'is_procedure') ? 'procedure' : 'function';
  const parts = names(node, 'funcname');
  const given = inputs(children(node, 'parameters'));
  return {
    kind,
    label: `${kind} ${pathOf(parts)}(${typeList(given)})`,
    provides: parts.at(-1) ?? '',
    create: plainCreate(sql),
    drop: `DROP ${kind.toUpperCase()} ${sqlName(parts)}(${sqlTypes(given)})`,
    replace: orReplace(sql),
    shape: routineShape(node),
    defaults: defaultCount(node),
    catalog: { ...place(kind, schemaOf(parts), parts.at(-1) ?? ''), args: types(given) },
  };
}

function readDefinition(node: SqlNode, sql: string): SqlObject | string {
  const parts = names(node, 'defnames');
  const kind = text(node, 'kind').replace(/^OBJECT_/, '');
  if (isTrue(node, 'if_not_exists')) return 'has IF NOT EXISTS; leave that out, Braid knows what exists';
  switch (kind) {
    case 'AGGREGATE':
      return isTrue(node, 'oldstyle')
        ? 'is an aggregate in the style of before PostgreSQL 8.2'
        : aggregate(node, parts, sql);
    case 'OPERATOR': {
      const sides = `(${definedType(node, 'leftarg')}, ${definedType(node, 'rightarg')})`;
      return object(
        'operator',
        `${pathOf(parts)} ${sides}`,
        parts,
        sql,
        `DROP OPERATOR ${sqlOperator(parts)} ${sides}`,
      );
    }
    case 'COLLATION':
      return object('collation', pathOf(parts), parts, sql);
    case 'TSCONFIGURATION':
      return object('text search configuration', pathOf(parts), parts, sql);
    case 'TSDICTIONARY':
      return object('text search dictionary', pathOf(parts), parts, sql);
    default:
      return 'declares nothing that could be dropped again';
  }
}

function aggregate(node: SqlNode, parts: readonly string[], sql: string): SqlObject {
  const given = aggregateInputs(node);
  const [, direct] = children(node, 'args');
  const count = 'Integer' in (direct ?? {}) ? child(direct ?? {}, 'Integer').ival : undefined;
  // libpg-query leaves a zero out; -1 means an aggregate without ORDER BY.
  const split = typeof count === 'number' ? count : 0;
  const list = given.length === 0 ? '*' : sqlTypes(given);
  const ordered = `${sqlTypes(given.slice(0, split))} ORDER BY ${sqlTypes(given.slice(split))}`.trim();
  return {
    ...object('aggregate', `${pathOf(parts)}(${typeList(given)})`, parts, plainCreate(sql)),
    drop: `DROP AGGREGATE ${sqlName(parts)}(${split < 0 ? list : ordered})`,
  };
}

function object(kind: string, name: string, parts: readonly string[], sql: string, drop?: string): SqlObject {
  return {
    kind,
    label: `${kind} ${name}`,
    provides: parts.at(-1) ?? '',
    create: sql,
    drop: drop ?? `DROP ${kind.toUpperCase()} ${sqlName(parts)}`,
    catalog: place(kind, schemaOf(parts), parts.at(-1) ?? ''),
  };
}

function typeList(parameters: readonly SqlNode[]): string {
  return types(parameters).join(', ');
}

function types(parameters: readonly SqlNode[]): readonly string[] {
  return parameters.map((each) => typeKey(child(each, 'argType')));
}
