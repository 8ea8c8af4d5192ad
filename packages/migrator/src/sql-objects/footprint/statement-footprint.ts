import { nameParts } from '../../sql/names/name-parts.ts';
import { wordsOf } from '../../sql/text/mentions.ts';
import type { Effect } from '../effects/effect.ts';
import { named, relationOf } from '../object-ref.ts';
import { child, children, descendants, names, option, type SqlNode, text, unwrap } from '../sql-node.ts';
import { type Access, access, type Footprint, use } from './access.ts';
import { createExtensionFootprint, dropExtensionFootprint } from './extension-footprint.ts';
import { HYPERTABLE_CALLS } from './hypertable-calls.ts';
import { mentioned } from './mentioned.ts';
import { mentions } from './mentions.ts';
import {
  commentFootprint,
  dropPartFootprint,
  enumFootprint,
  enumValues,
  onTableFootprint,
  renameFootprint,
} from './part-footprint.ts';
import { rowFootprint } from './row-footprint.ts';
import { alterTableFootprint, indexFootprint, tableFootprint } from './table-footprint.ts';

/** Parses a text as SQL; `undefined` if it is not SQL. */
export type ReadSql = (sql: string) => readonly SqlNode[] | undefined;

/** More texts than this are rows of data, and any of them may be an enum value. */
const MOST_LITERALS = 300;
/** PostgreSQL's limit for an enum value, in bytes. */
const LONGEST_VALUE = 63;
const WRITES: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Kinds whose effects on a thing are recorded for its parts, or do not conflict with each other. */
const IN_DETAIL: ReadonlySet<string> = new Set(['AlterEnumStmt', 'GrantStmt']);

const DETAILS: Readonly<Record<string, (node: SqlNode, read: ReadSql) => readonly Access[]>> = {
  CreateStmt: tableFootprint,
  CreateForeignTableStmt: (node) => tableFootprint(child(node, 'base')),
  CreateTableAsStmt: (node) => mentioned('read', mentions(child(node, 'query'))),
  ViewStmt: (node) => mentioned('use', mentions(child(node, 'query'))),
  CreateDomainStmt: (node) => mentioned('use', mentions(node)),
  CompositeTypeStmt: (node) => mentioned('use', mentions(node.coldeflist ?? null)),
  CreateEnumStmt: enumValues,
  CreateFunctionStmt: functionFootprint,
  IndexStmt: indexFootprint,
  CreateTrigStmt: (node) => onTableFootprint('trigger', node),
  RuleStmt: (node) => onTableFootprint('rule', node),
  CreatePolicyStmt: (node) => onTableFootprint('policy', node),
  AlterPolicyStmt: (node) => [
    ...access('alter', relationOf(child(node, 'table')), [`policy ${text(node, 'policy_name')}`]),
    ...mentioned('use', mentions(node.qual ?? null, node.with_check ?? null), relationOf(child(node, 'table'))),
  ],
  CreateExtensionStmt: createExtensionFootprint,
  CreateSeqStmt: (node) => mentioned('use', mentions(node.options ?? null)),
  AlterTableStmt: alterTableFootprint,
  RenameStmt: renameFootprint,
  DropStmt: (node) => [...dropPartFootprint(node), ...dropExtensionFootprint(node)],
  AlterEnumStmt: enumFootprint,
  AlterDomainStmt: (node) => mentioned('use', mentions(child(node, 'def'))),
  CommentStmt: commentFootprint,
  TruncateStmt: (node) => rowFootprint('TruncateStmt', node),
  CopyStmt: (node) => rowFootprint('CopyStmt', node),
};

/**
 * Everything that a statement reaches, by name: what it creates, changes and drops, what its definitions refer to, and
 * which rows it reads and writes.
 */
export function statementFootprint(statement: SqlNode, effects: readonly Effect[], read: ReadSql): Footprint {
  const { kind, node } = unwrap(statement);
  const isQuery = WRITES.has(kind) || kind === 'SelectStmt';
  const details = isQuery ? queryFootprint(statement) : (DETAILS[kind]?.(node, read) ?? []);
  const literals = kind === 'CreateEnumStmt' || kind === 'AlterEnumStmt' ? [] : literalsOf(statement);
  const things = isQuery ? [] : effects.flatMap((effect) => ofEffect(effect, kind));
  const calls = isQuery ? mentions(statement).routines : [];
  const bodyWords = kind === 'CreateFunctionStmt' ? wordsOfBody(node) : undefined;
  return {
    accesses: [...things, ...details],
    literals,
    ...(calls.length === 0 ? {} : { calls }),
    ...(bodyWords === undefined ? {} : { bodyWords }),
  };
}

function wordsOfBody(node: SqlNode): readonly string[] | undefined {
  const { language, body } = bodyOf(node);
  return language === 'sql' || body === undefined ? undefined : [...wordsOf(body)];
}

function literalsOf(statement: SqlNode): readonly string[] | null {
  const literals = mentions(statement).literals.filter(({ length }) => length <= LONGEST_VALUE);
  return literals.length > MOST_LITERALS ? null : literals;
}

/** The effects of a statement on whole things. */
function ofEffect({ action, object, to, unlessThere, replaces, implied }: Effect, kind: string): readonly Access[] {
  const optional = unlessThere === true || replaces === true ? ({ optional: true } as const) : {};
  switch (action) {
    case 'create':
      return [
        { does: 'make', object, ...optional },
        ...(replaces === true ? [{ does: 'set', object, property: 'definition' } as const] : []),
      ];
    case 'drop':
      return [{ does: 'unmake', object }];
    case 'rename':
      if (to === undefined) return [{ does: 'unmake', object }];
      return [
        { does: 'unmake', object, renamedTo: { object: to } },
        { does: 'make', object: to },
      ];
    default:
      // Parts of tables are compared in detail; for all other things, two changes of one kind may conflict.
      if (implied === true || object.space === 'relation' || IN_DETAIL.has(kind)) return use(object);
      return [{ does: 'set', object, property: kind }];
  }
}

/** A query, with everything that its parts write. */
function queryFootprint(statement: SqlNode): readonly Access[] {
  const written = [...descendants(statement, WRITES)].flatMap(([kind, node]) => rowFootprint(kind, node));
  const into = relationOf(child(child(unwrap(statement).node, 'intoClause'), 'rel'));
  return [
    ...written,
    ...(written.length === 0 ? mentioned('read', mentions(statement)) : []),
    ...access('make', into),
    ...[...descendants(statement, new Set(['FuncCall']))].flatMap(([, call]) => callFootprint(call)),
  ];
}

/** The effect of a call on the relation that its first text names. */
function callFootprint(call: SqlNode): readonly Access[] {
  const [first = {}] = children(call, 'args');
  const argument = 'TypeCast' in first ? child(child(first, 'TypeCast'), 'arg') : first;
  const name = text(child(child(argument, 'A_Const'), 'sval'), 'sval');
  if (name === '') return [];
  const object = named('relation', nameParts(name));
  const called = names(call, 'funcname').at(-1) ?? '';
  if (called === 'setval') return access('update', object);
  return Object.hasOwn(HYPERTABLE_CALLS, called) ? [{ does: 'use', object, ...HYPERTABLE_CALLS[called] }] : [];
}

/** A function's types and, if its body is SQL, what the body names. */
function functionFootprint(node: SqlNode, read: ReadSql): readonly Access[] {
  const { language, body } = bodyOf(node);
  const inside = language === 'sql' && body !== undefined ? read(body) : undefined;
  const declared = mentions(node.parameters ?? null, { returnType: node.returnType ?? null }, node.sql_body ?? null);
  const later = inside === undefined ? [] : mentioned('use', mentions(inside));
  return [...mentioned('use', declared), ...later.map((each) => ({ ...each, late: true }) as const)];
}

function bodyOf(node: SqlNode): { readonly language: string; readonly body: string | undefined } {
  const language = text(child(child(option(node, 'options', 'language') ?? {}, 'arg'), 'String'), 'sval');
  const [body] = names(child(child(option(node, 'options', 'as') ?? {}, 'arg'), 'List'), 'items');
  return { language: language.toLowerCase(), body };
}
