import { nameList, nameParts } from '../../sql/names/name-parts.ts';
import { isSharedRole } from '../../sql/statement/roles/is-shared-role.ts';
import { named, relationOf } from '../object-ref.ts';
import { child, children, descendants, isTrue, names, type SqlNode, text, unwrap } from '../sql-node.ts';
import { ALTER } from './alter.ts';
import { CREATE } from './create.ts';
import { change, type Effect, type StatementEffects } from './effect.ts';
import { blockBody } from './known-block.ts';
import { isWhole, target } from './targets.ts';

const WRITES: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
const QUERIES: ReadonlySet<string> = new Set([...WRITES, 'SelectStmt']);
const OPAQUE: ReadonlySet<string> = new Set(['DoStmt', 'CallStmt', 'ExecuteStmt']);
const IN_QUERIES: ReadonlySet<string> = new Set([...WRITES, 'FuncCall', 'IntoClause']);

/**
 * What a statement creates, changes, drops and writes to, according to its parse tree; not what it only reads or refers
 * to.
 */
export function statementEffects(statement: SqlNode): StatementEffects {
  const { kind, node } = unwrap(statement);
  if (kind === 'DoStmt' && isSharedRole(blockBody(node))) return { effects: [] };
  if (OPAQUE.has(kind)) return { effects: [], opaque: true };
  if (QUERIES.has(kind)) return queryEffects(kind, node);
  if (kind === 'VariableSetStmt') return setting(node);
  const read = CREATE[kind] ?? ALTER[kind] ?? OTHERS[kind];
  return { effects: read?.(node) ?? [] };
}

const OTHERS: Readonly<Record<string, (node: SqlNode) => readonly Effect[]>> = {
  DropStmt: drop,
  TruncateStmt: (node) => children(node, 'relations').flatMap((each) => write(child(each, 'RangeVar'))),
  CopyStmt: (node) => (isTrue(node, 'is_from') ? write(child(node, 'relation')) : []),
};

function drop(node: SqlNode): readonly Effect[] {
  const type = text(node, 'removeType');
  return children(node, 'objects').flatMap((value) => {
    const object = target(type, value);
    if (object === undefined) return [];
    return isWhole(type) ? [{ action: 'drop', object } as const] : change(object);
  });
}

function write(node: SqlNode): readonly Effect[] {
  const object = relationOf(node);
  return object === undefined ? [] : [{ action: 'write', object }];
}

/**
 * Effects of a query: rows that it writes, also in WITH; positions of sequences; SELECT … INTO;
 * `set_config('search_path', …)`.
 */
function queryEffects(kind: string, node: SqlNode): StatementEffects {
  const effects: Effect[] = [];
  let searchPath: StatementEffects['searchPath'];
  for (const [found, inner] of descendants({ [kind]: node }, IN_QUERIES)) {
    if (WRITES.has(found)) effects.push(...write(child(inner, 'relation')));
    else if (found === 'FuncCall') {
      const called = names(inner, 'funcname').at(-1);
      if (called === 'setval') effects.push(...sequenceOf(inner));
      if (called === 'set_config') searchPath = configured(inner) ?? searchPath;
    }
  }
  const into = relationOf(child(child(node, 'intoClause'), 'rel'));
  if (into !== undefined) effects.push({ action: 'create', object: into });
  return searchPath === undefined ? { effects } : { effects, searchPath };
}

function constants(call: SqlNode): readonly (string | undefined)[] {
  return children(call, 'args').map((argument) => {
    const value = child(child(argument, 'A_Const'), 'sval');
    return 'sval' in value ? text(value, 'sval') : undefined;
  });
}

function sequenceOf(call: SqlNode): readonly Effect[] {
  const [name] = constants(call);
  return name === undefined ? [] : [{ action: 'write', object: named('relation', nameParts(name)) }];
}

function configured(call: SqlNode): StatementEffects['searchPath'] {
  const [setting_, value] = constants(call);
  if (setting_?.toLowerCase() !== 'search_path') return undefined;
  return value === undefined ? 'unknown' : nameList(value).flatMap((parts) => parts.slice(-1));
}

function setting(node: SqlNode): StatementEffects {
  const kind = text(node, 'kind');
  if (kind === 'VAR_RESET_ALL') return { effects: [], searchPath: 'default' };
  if (text(node, 'name') !== 'search_path') return { effects: [] };
  if (kind !== 'VAR_SET_VALUE') return { effects: [], searchPath: 'default' };
  const values = children(node, 'args').map((argument) => child(child(argument, 'A_Const'), 'sval'));
  return {
    effects: [],
    searchPath: values.every((value) => 'sval' in value) ? values.map((value) => text(value, 'sval')) : 'unknown',
  };
}
