import { parseSync } from 'libpg-query';

type Node = Readonly<Record<string, unknown>>;

/** What PostgreSQL's own parser says of the facts that are read off tokens. */
export interface TreeFacts {
  /** Names of relations that the statement locks more than a reader does. */
  readonly locked: readonly string[];
  readonly makes: string | undefined;
  readonly transaction: boolean;
  /** A setting that outlives the transaction. */
  readonly session: boolean;
  /** Strings that are options of a role, user mapping or subscription. */
  readonly credentials: readonly string[];
}

const RELATIONS = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE', 'OBJECT_INDEX'];
/** `{ "name": [path, …] }`: where the relations are that a statement of this type locks. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  TruncateStmt: ['relations'],
  LockStmt: ['relations'],
  IndexStmt: ['relation'],
  CreateTrigStmt: ['relation'],
  CreatePolicyStmt: ['table'],
  AlterPolicyStmt: ['table'],
  RuleStmt: ['relation'],
  InsertStmt: ['relation'],
  UpdateStmt: ['relation'],
  DeleteStmt: ['relation'],
  MergeStmt: ['relation'],
  RefreshMatViewStmt: ['relation'],
  ClusterStmt: ['relation'],
  ReindexStmt: ['relation'],
};

export function treeFacts(sql: string): TreeFacts {
  const [kind = '', node = {}] = entryOf(childOf(list(parseSync(sql), 'stmts')[0], 'stmt'));
  return {
    locked: [...new Set(lockedBy(kind, node))].sort(),
    makes: madeBy(kind, node),
    transaction: kind === 'TransactionStmt' || (kind === 'VariableSetStmt' && /^TRANSACTION/.test(text(node, 'name'))),
    session:
      kind === 'DiscardStmt' ||
      (kind === 'VariableSetStmt' && node.is_local !== true && !/^TRANSACTION/.test(text(node, 'name'))),
    credentials: credentialsOf(kind, node),
  };
}

function lockedBy(kind: string, node: Node): readonly string[] {
  // What a WITH does is not read off tokens.
  if ('withClause' in node) return [];
  switch (kind) {
    case 'AlterTableStmt':
      if (!RELATIONS.includes(text(node, 'objtype'))) return [];
      return [...namesAt(node, ['relation']), ...foreignKeys(node), ...list(node, 'cmds').flatMap(partner)];
    case 'RenameStmt': {
      const types = [text(node, 'renameType'), text(node, 'relationType')];
      const parts = ['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE', 'OBJECT_TABCONSTRAINT', ...RELATIONS];
      const isColumn = types[0] === 'OBJECT_COLUMN' && RELATIONS.includes(types[1] ?? '');
      return isColumn || parts.includes(types[0] ?? '') ? namesAt(node, ['relation']) : [];
    }
    case 'AlterObjectSchemaStmt':
      return RELATIONS.includes(text(node, 'objectType')) ? namesAt(node, ['relation']) : [];
    case 'DropStmt':
      return dropped(node);
    case 'CreateStmt':
    case 'CreateForeignTableStmt': {
      const table = kind === 'CreateStmt' ? node : childOf(node, 'base');
      const parent = 'partbound' in table ? namesAt(table, ['inhRelations']) : [];
      return [...parent, ...foreignKeys(table)];
    }
    case 'ViewStmt':
      return node.replace === true ? namesAt(node, ['view']) : [];
    case 'CopyStmt':
      return node.is_from === true ? namesAt(node, ['relation']) : [];
    case 'VacuumStmt':
      return list(node, 'rels').flatMap((each) => namesAt(childOf(each, 'VacuumRelation'), ['relation']));
    default:
      return namesAt(node, PLACES[kind] ?? []);
  }
}

/** The other table of ATTACH, DETACH and INHERIT. */
function partner(command: Node): readonly string[] {
  const inner = childOf(command, 'AlterTableCmd');
  const type = text(inner, 'subtype');
  const definition = childOf(inner, 'def');
  if (type === 'AT_AddInherit') return namesAt(definition, ['RangeVar']);
  return /^AT_(?:Attach|Detach)Partition/.test(type) ? namesAt(childOf(definition, 'PartitionCmd'), ['name']) : [];
}

function foreignKeys(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(foreignKeys);
  if (!isNode(node)) return [];
  const own = 'pktable' in node ? namesAt(node, ['pktable']) : [];
  return [...own, ...Object.values(node).flatMap(foreignKeys)];
}

function dropped(node: Node): readonly string[] {
  const type = text(node, 'removeType');
  const isPart = ['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'].includes(type);
  if (!isPart && !RELATIONS.includes(type)) return [];
  return list(node, 'objects').map((object) => {
    const parts = list(childOf(object, 'List'), 'items').map((item) => text(childOf(item, 'String'), 'sval'));
    return (isPart ? parts.slice(0, -1) : parts).join('.');
  });
}

function madeBy(kind: string, node: Node): string | undefined {
  const table = kind === 'CreateForeignTableStmt' ? childOf(node, 'base') : node;
  if (kind === 'IndexStmt') return typeof node.idxname === 'string' ? node.idxname : undefined;
  const places: Readonly<Record<string, readonly string[]>> = {
    CreateStmt: ['relation'],
    CreateForeignTableStmt: ['relation'],
    ViewStmt: ['view'],
    CreateSeqStmt: ['sequence'],
  };
  if (kind in places) return namesAt(table, places[kind] ?? [])[0];
  if (kind === 'CreateTableAsStmt') return namesAt(childOf(node, 'into'), ['rel'])[0];
  return kind === 'SelectStmt' ? namesAt(childOf(node, 'intoClause'), ['rel'])[0] : undefined;
}

function credentialsOf(kind: string, node: Node): readonly string[] {
  const options = list(node, 'options').map((option) => childOf(option, 'DefElem'));
  const values = (chosen: readonly Node[]) =>
    chosen.map((option) => text(childOf(childOf(option, 'arg'), 'String'), 'sval'));
  if (/^(?:Create|Alter)RoleStmt$/.test(kind))
    return values(options.filter((option) => text(option, 'defname') === 'password'));
  if (/^(?:Create|Alter)UserMappingStmt$/.test(kind)) return values(options);
  return /SubscriptionStmt$/.test(kind) ? [text(node, 'conninfo')].filter((each) => each !== '') : [];
}

function namesAt(node: Node, places: readonly string[]): readonly string[] {
  return places
    .flatMap((place) => (Array.isArray(node[place]) ? list(node, place) : [childOf(node, place)]))
    .map((each) => ('RangeVar' in each ? childOf(each, 'RangeVar') : each))
    .filter((each) => 'relname' in each)
    .map((each) =>
      'schemaname' in each ? `${text(each, 'schemaname')}.${text(each, 'relname')}` : text(each, 'relname'),
    );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childOf(node: unknown, key: string): Node {
  const value = isNode(node) ? node[key] : undefined;
  return isNode(value) ? value : {};
}

function list(node: unknown, key: string): readonly Node[] {
  const value = isNode(node) ? node[key] : undefined;
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function text(node: Node, key: string): string {
  const value = node[key];
  return typeof value === 'string' ? value : '';
}

function entryOf(node: Node): readonly [string?, Node?] {
  const [entry] = Object.entries(node);
  return entry === undefined ? [] : [entry[0], isNode(entry[1]) ? entry[1] : {}];
}
