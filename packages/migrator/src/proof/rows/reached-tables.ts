import type { ForeignKeyShape, TableShape, TypeShape } from '../../ports/proof/table-shape.ts';
import type { RevisionFile, Section } from '../../revision/revision-file.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { addNamesWithin } from '../../sql/names/names-within.ts';
import { changesNamedOnly } from '../../sql/statement/about/changes-named-only.ts';

/** Those of the tables whose rows a revision can reach, with the rows that these need. */
export type Reach = (tables: readonly TableShape[]) => readonly TableShape[];

/**
 * What a revision can do to rows, either way, judged by its words: all tables, unless every statement only defines
 * tables, indexes and types, and leaves the rows of others alone.
 */
export function reachOf(file: RevisionFile, { entities }: Catalog): Reach {
  const names = namesOf(file);
  const isSure =
    names !== undefined &&
    entities.every(
      ({ kind, name, facts }) =>
        // What it starts by itself can reach for anything.
        kind !== 'event trigger' &&
        facts.inherits === undefined &&
        !(COMPUTING.has(kind) && names.has(name.replace(/\(.*/s, ''))),
    );
  return isSure ? (tables) => reached(tables, names) : (tables) => tables;
}

/** What computes something when its name is said. */
const COMPUTING: ReadonlySet<string> = new Set(['function', 'procedure', 'aggregate', 'domain']);

/** `undefined` when names do not say it all. */
function namesOf({ revision, upgrade, downgrade }: RevisionFile): ReadonlySet<string> | undefined {
  if (revision.kind !== 'sql') return undefined;
  const names = new Set<string>();
  for (const section of [upgrade, downgrade]) {
    if (section === undefined) continue;
    if (!isReadable(section)) return undefined;
    for (const { sql } of section.statements) addNamesWithin(sql, names);
  }
  return names;
}

function isReadable({ statements, batch, steps }: Section): boolean {
  return (
    batch === undefined &&
    steps !== true &&
    statements.every(({ sql, rows }) => rows === undefined && changesNamedOnly(sql))
  );
}

function reached(tables: readonly TableShape[], names: ReadonlySet<string>): readonly TableShape[] {
  const byKey = new Map(tables.map((table) => [keyOf(table), table]));
  const targetOf = ({ schema, table }: ForeignKeyShape) => byKey.get(TableKey.of(schema, table));
  const named = new Set(
    tables.filter(({ name, columns }) => names.has(name) || columns.some(({ type }) => isNamed(type, names))),
  );
  // Their keys are compared with those of a table that is changed.
  const beside = tables.filter(({ foreignKeys }) =>
    foreignKeys.some((key) => {
      const target = targetOf(key);
      return target !== undefined && named.has(target);
    }),
  );
  const found = new Set([...named, ...beside]);
  const targetsOf = (keys: readonly ForeignKeyShape[]): readonly TableShape[] =>
    keys.map(targetOf).filter((target) => target !== undefined);
  const open = [...found].flatMap(({ foreignKeys }) => targetsOf(foreignKeys));
  for (let table = open.pop(); table !== undefined; table = open.pop()) {
    if (found.has(table)) continue;
    found.add(table);
    const { foreignKeys, columns } = table;
    // It is there to be pointed to: where its own keys may be NULL, they are.
    const isNeeded = (key: ForeignKeyShape): boolean =>
      columns.every(({ name, notNull }) => notNull || !key.columns.includes(name));
    open.push(...targetsOf(foreignKeys.filter(isNeeded)));
  }
  return tables.filter((table) => found.has(table));
}

function keyOf({ schema, name }: TableShape): TableKey {
  return TableKey.of(schema, name);
}

function isNamed(type: TypeShape, names: ReadonlySet<string>): boolean {
  for (let at: TypeShape | undefined = type; at !== undefined; at = at.of) {
    if (at.kind !== 'base' && names.has(at.base)) return true;
  }
  return false;
}
