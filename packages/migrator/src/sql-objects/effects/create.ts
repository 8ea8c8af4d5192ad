import { named, type ObjectRef, relationOf } from '../object-ref.ts';
import { child, children, isTrue, names, type SqlNode, text, unwrap } from '../sql-node.ts';
import { typeKey } from '../type-name.ts';
import { change, type Effect } from './effect.ts';
import { impliedRelations } from './implied-relations.ts';
import { spaceOf } from './targets.ts';

type Reader = (node: SqlNode) => readonly Effect[];

/** The effects of CREATE statements, by the kind of their node. */
export const CREATE: Readonly<Record<string, Reader>> = {
  CreateStmt: createTable,
  CreateForeignTableStmt: (node) => createTable(child(node, 'base')),
  CreateTableAsStmt: (node) => relation(child(child(node, 'into'), 'rel'), isTrue(node, 'if_not_exists')),
  ViewStmt: (node) => replacing(node, relation(child(node, 'view'))),
  CreateSeqStmt: (node) => relation(child(node, 'sequence'), isTrue(node, 'if_not_exists')),
  CompositeTypeStmt: (node) =>
    inSpace('type', [text(child(node, 'typevar'), 'schemaname'), text(child(node, 'typevar'), 'relname')]),
  CreateEnumStmt: (node) => inSpace('type', names(node, 'typeName')),
  CreateRangeStmt: (node) => inSpace('type', names(node, 'typeName')),
  CreateDomainStmt: (node) => inSpace('type', names(node, 'domainname')),
  CreateFunctionStmt: (node) => replacing(node, [{ action: 'create', object: routine(node) }]),
  DefineStmt: define,
  IndexStmt: createIndex,
  CreateTrigStmt: onRelation,
  RuleStmt: onRelation,
  CreatePolicyStmt: (node) => change(relationOf(child(node, 'table'))),
  CreateStatsStmt: (node) => children(node, 'relations').flatMap((each) => change(relationOf(child(each, 'RangeVar')))),
  CreateSchemaStmt: createSchema,
  CreateExtensionStmt: (node) => inSpace('extension', [text(node, 'extname')], isTrue(node, 'if_not_exists')),
  CreateEventTrigStmt: (node) => inSpace('event trigger', [text(node, 'trigname')]),
  CreatePublicationStmt: (node) => inSpace('publication', [text(node, 'pubname')]),
  CreateForeignServerStmt: (node) =>
    inSpace('foreign server', [text(node, 'servername')], isTrue(node, 'if_not_exists')),
  CreateFdwStmt: (node) => inSpace('fdw', [text(node, 'fdwname')]),
};

/** The routine of a CREATE FUNCTION or PROCEDURE; only input parameters are part of its identity. */
export function routine(node: SqlNode): ObjectRef {
  return { ...named('routine', names(node, 'funcname')), args: inputTypes(children(node, 'parameters')).join(', ') };
}

export function inputTypes(parameters: readonly SqlNode[]): readonly string[] {
  return inputs(parameters).map((parameter) => typeKey(child(parameter, 'argType')));
}

/** The parameters that are part of a routine's identity. */
export function inputs(parameters: readonly SqlNode[]): readonly SqlNode[] {
  return parameters
    .map((each) => child(each, 'FunctionParameter'))
    .filter((parameter) => !['FUNC_PARAM_OUT', 'FUNC_PARAM_TABLE'].includes(text(parameter, 'mode')));
}

/** The argument types of an aggregate. */
export function aggregateInputs(node: SqlNode): readonly SqlNode[] {
  const [list] = children(node, 'args');
  return list === undefined ? [] : inputs(children(child(list, 'List'), 'items'));
}

function createTable(node: SqlNode): readonly Effect[] {
  const table = relationOf(child(node, 'relation'));
  if (table === undefined) return [];
  const temporary = text(child(node, 'relation'), 'relpersistence') === 't';
  const object = temporary ? { ...table, schema: 'pg_temp' } : table;
  const unlessThere = isTrue(node, 'if_not_exists');
  const parents =
    'partbound' in node
      ? children(node, 'inhRelations').flatMap((each) => change(relationOf(child(each, 'RangeVar'))))
      : [];
  return [
    { action: 'create', object, ...(unlessThere ? { unlessThere } : {}) },
    ...children(node, 'tableElts').flatMap((element) => impliedRelations(object, element)),
    ...parents,
  ];
}

function createIndex(node: SqlNode): readonly Effect[] {
  const table = relationOf(child(node, 'relation'));
  if (table === undefined) return [];
  const name = text(node, 'idxname');
  if (name === '') return change(table);
  const unlessThere = isTrue(node, 'if_not_exists');
  const object = { ...table, name };
  return [
    ...change(table),
    { action: 'create', object, of: table, implied: true, ...(unlessThere ? { unlessThere } : {}) },
  ];
}

function createSchema(node: SqlNode): readonly Effect[] {
  const schema = text(node, 'schemaname');
  if (schema === '') return [];
  const inside = (ref: ObjectRef): ObjectRef => (ref.schema === '' ? { ...ref, schema } : ref);
  const elements = children(node, 'schemaElts').flatMap((element) => {
    const { kind, node: inner } = unwrap(element);
    return (CREATE[kind]?.(inner) ?? []).map((effect) => ({
      ...effect,
      object: inside(effect.object),
      ...(effect.of === undefined ? {} : { of: inside(effect.of) }),
    }));
  });
  return [...inSpace('schema', [schema], isTrue(node, 'if_not_exists')), ...elements];
}

function define(node: SqlNode): readonly Effect[] {
  const kind = text(node, 'kind');
  const parts = names(node, 'defnames');
  if (kind === 'OBJECT_TYPE') return inSpace('type', parts);
  if (kind !== 'OBJECT_AGGREGATE') return inSpace(spaceOf(kind), parts, isTrue(node, 'if_not_exists'));
  const args = aggregateInputs(node).map((each) => typeKey(child(each, 'argType')));
  return replacing(node, [{ action: 'create', object: { ...named('routine', parts), args: args.join(', ') } }]);
}

function replacing(node: SqlNode, effects: readonly Effect[]): readonly Effect[] {
  return isTrue(node, 'replace') ? effects.map((effect) => ({ ...effect, replaces: true })) : effects;
}

function onRelation(node: SqlNode): readonly Effect[] {
  return change(relationOf(child(node, 'relation')));
}

function relation(node: SqlNode, unlessThere = false): readonly Effect[] {
  const object = relationOf(node);
  if (object === undefined) return [];
  const temporary = text(node, 'relpersistence') === 't';
  return [
    {
      action: 'create',
      object: temporary ? { ...object, schema: 'pg_temp' } : object,
      ...(unlessThere ? { unlessThere } : {}),
    },
  ];
}

function inSpace(space: string, parts: readonly string[], unlessThere = false): readonly Effect[] {
  const object = named(space, parts);
  return object.name === '' ? [] : [{ action: 'create', object, ...(unlessThere ? { unlessThere } : {}) }];
}
