import type { Mentions } from '../../sql/text/mentions.ts';
import { type Change, pairsOf } from '../change/change.ts';
import { mentionsIn } from '../entity/mentions-in.ts';
import {
  type EntityOf,
  entityId,
  type ObjectEntity,
  ofType,
  type SchemaEntity,
  tableOf,
} from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { changedViews } from './changed-views.ts';
import { aroundRebuiltEnums } from './enums/around-rebuilt-enums.ts';
import { goneTables } from './gone-tables.ts';
import { partitionChanges } from './partitions/partition-changes.ts';
import { usesRebuilt } from './partitions/uses-rebuilt.ts';
import { policiesToReplace } from './policies-to-replace.ts';
import { mark, onlyAdds, rebuiltEnums, type Touch, type TouchedColumns, touchedColumns } from './touched-columns.ts';
import { unsureOfValues } from './unsure-values.ts';

/** What has to step aside: dropped before everything else, and created again after it. */
export interface Dependents {
  /** Indexes of entities in the old state. */
  readonly before: ReadonlySet<number>;
  /** Ids of entities in the new state. */
  readonly after: ReadonlySet<string>;
}

/**
 * Views that are new, dropped or changed, and everything that PostgreSQL would not keep while something below it
 * changes: views on a touched column or on such a view; policies, checks, indexes, foreign keys and generated columns
 * that mention one. Judged by the words of their SQL, so possibly one too many. `displaced`: the objects of `sql/*.sql`
 * that are dropped, whether or not they are created again.
 */
export function dependents(change: Change, displaced: ReadonlySet<string> = NONE): Dependents {
  const touched = touchedColumns(change);
  const found = changedViews(change);
  const around = aroundRebuiltEnums(change);
  for (const id of [...displaced, ...policiesToReplace(change), ...unsureOfValues(change), ...around.ids])
    found.add(id);
  for (const column of around.columns) {
    found.add(entityId(column));
    mark(touched, column, 'gone');
  }
  const { rebuilt } = partitionChanges(change);
  const gone = new Set([...goneTables(change), ...[...rebuilt].map(({ name }) => name)]);
  const fresh = freshObjects(change);
  const types = rebuiltEnums(change).map(({ name }) => name);
  const all = [...change.renamed, ...change.after];
  // A new column is in the way of nothing but a view with a star, which others may need in turn.
  const isHarmless = touched.size === 0 || (types.length === 0 && onlyAdds(touched) && !all.some(hasStar));
  if (isHarmless && found.size + gone.size + fresh.size === 0) return { before: new Set(), after: new Set() };
  const candidates = all.map((entity) => ({ entity, mentions: mentionsIn(entity) }));
  const names = candidates.flatMap(({ entity }) => (displaced.has(entityId(entity)) ? [nameInSql(entity)] : []));
  const context: Context = {
    touched,
    found,
    displaced: names,
    fresh,
    tables: tablesInBoth(change),
    gone,
    rebuilt,
    types,
  };
  for (let grown = true; grown; ) {
    grown = false;
    for (const { entity, mentions } of candidates) {
      const id = entityId(entity);
      if (found.has(id) || !stepsAside(entity, mentions, context, candidates)) continue;
      found.add(id);
      grown = true;
      if (entity.type === 'column') mark(touched, entity, 'gone');
    }
  }
  const before = change.renamed.flatMap((entity, index) => (found.has(entityId(entity)) ? [index] : []));
  return { before: new Set(before), after: new Set(change.after.map(entityId).filter((id) => found.has(id))) };
}

const NONE: ReadonlySet<string> = new Set();

function hasStar(entity: SchemaEntity): boolean {
  return (entity.type === 'view' || entity.type === 'object') && mentionsIn(entity).star;
}

interface Context {
  readonly touched: TouchedColumns;
  readonly found: ReadonlySet<string>;
  /** Objects of `sql/*.sql` that are new. */
  readonly fresh: ReadonlySet<string>;
  /** The tables that exist before and after. */
  readonly tables: ReadonlySet<TableKey>;
  /** The names in SQL of the dropped objects. */
  readonly displaced: readonly string[];
  /** Names of tables that are dropped or rebuilt. */
  readonly gone: ReadonlySet<string>;
  /** The tables that are rebuilt, with everything that belongs to them. */
  readonly rebuilt: ReadonlySet<TableKey>;
  /** Names of enums that are dropped and created. */
  readonly types: readonly string[];
}

interface Candidate {
  readonly entity: SchemaEntity;
  readonly mentions: Mentions;
}

function stepsAside(entity: SchemaEntity, mentions: Mentions, context: Context, all: readonly Candidate[]): boolean {
  if (entity.type === 'object') return objectStepsAside(entity, mentions, context, all);
  if (entity.type === 'view') return viewStepsAside(entity, mentions, context, all, ALL_TOUCHES);
  if (MAY_CALL.has(entity.type) && context.displaced.some((name) => mentions.names.has(name))) return true;
  if (isGenerated(entity) && context.displaced.some((name) => mentions.names.has(name))) return true;
  if (entity.type === 'policy' && readsFoundView(mentions, context, all)) return true;
  if (usesRebuilt(entity, mentions, context.rebuilt)) return true;
  const table = tableOf(entity);
  if (table === undefined || !context.tables.has(table)) return false;
  const touched = context.touched.get(table);
  const onTable = (...touches: readonly Touch[]): boolean =>
    touched !== undefined &&
    [...touched].some(([column, touch]) => touches.includes(touch) && mentions.names.has(column));
  switch (entity.type) {
    case 'policy':
      return (
        onTable('adapted', 'retyped', 'gone') ||
        mentionsTouched(mentions, context.touched, ['adapted', 'retyped', 'gone'])
      );
    case 'column':
      // A generated column that is dropped itself goes before the columns from which it is computed.
      return entity.facts.generated !== undefined && onTable('adapted', 'retyped', 'gone');
    case 'check':
      return onTable('retyped', 'gone');
    case 'index':
      return onTable('retyped', 'gone') || has(touched, columnsOf(entity), 'gone');
    case 'unique':
      return has(touched, entity.facts.columns, 'gone');
    case 'foreign-key': {
      const { columns, schemaTo, tableTo, columnsTo } = entity.facts;
      const there = context.touched.get(TableKey.of(schemaTo, tableTo));
      return (['retyped', 'gone'] as const).some(
        (touch) => has(touched, columns, touch) || has(there, columnsTo, touch),
      );
    }
    default:
      return false;
  }
}

function isGenerated(entity: SchemaEntity): boolean {
  return entity.type === 'column' && entity.facts.generated !== undefined;
}

/**
 * Whether a policy, also one of a new table, mentions a view (also one of `sql/`) that is created, dropped or
 * recreated.
 */
function readsFoundView(mentions: Mentions, { found, fresh }: Context, all: readonly Candidate[]): boolean {
  return all.some(({ entity }) => {
    const isView = entity.type === 'view' || (entity.type === 'object' && VIEWS.has(entity.facts.kind));
    const id = entityId(entity);
    return isView && mentions.names.has(nameInSql(entity)) && (found.has(id) || fresh.has(id));
  });
}

const VIEWS: ReadonlySet<string> = new Set(['view', 'materialized view']);

function viewStepsAside(
  view: EntityOf<'view' | 'object'>,
  mentions: Mentions,
  context: Context,
  all: readonly Candidate[],
  touches: readonly Touch[],
): boolean {
  if ([...context.gone].some((table) => mentions.names.has(table))) return true;
  if (mentionsTouched(mentions, context.touched, touches)) return true;
  if (mentions.star && [...context.touched.keys()].some((table) => mentions.names.has(table.name))) return true;
  const self = entityId(view);
  return all.some(
    ({ entity }) =>
      (entity.type === 'view' || entity.type === 'object') &&
      entityId(entity) !== self &&
      !areOverloads(entity, view) &&
      context.found.has(entityId(entity)) &&
      mentions.names.has(nameInSql(entity)),
  );
}

/** A routine contains its own name, which its overloads have, too. */
function areOverloads(one: SchemaEntity, other: SchemaEntity): boolean {
  if (one.type !== 'object' || other.type !== 'object') return false;
  return ROUTINES.has(one.facts.kind) && ROUTINES.has(other.facts.kind) && nameInSql(one) === nameInSql(other);
}

const ROUTINES: ReadonlySet<string> = new Set(['function', 'procedure', 'aggregate']);
const ALL_TOUCHES = ['adapted', 'retyped', 'gone'] as const;
/** Types of entities that PostgreSQL itself adapts when a column's type changes within its family. */
const ADAPTED_BY_SERVER: ReadonlySet<string> = new Set(['index', 'constraint', 'statistics']);

function objectStepsAside(
  object: ObjectEntity,
  mentions: Mentions,
  context: Context,
  all: readonly Candidate[],
): boolean {
  const { kind } = object.facts;
  if (kind === 'comment') return commentStepsAside(object, mentions, context, all);
  if (context.types.some((type) => mentions.names.has(type))) return true;
  return viewStepsAside(
    object,
    mentions,
    context,
    all,
    ADAPTED_BY_SERVER.has(kind) ? ['retyped', 'gone'] : ALL_TOUCHES,
  );
}

/** A comment is dropped with its object, even if that is created again. */
function commentStepsAside(
  comment: ObjectEntity,
  mentions: Mentions,
  { found, touched, rebuilt }: Context,
  all: readonly Candidate[],
): boolean {
  if (mentionsTouched(mentions, touched, ['gone'])) return true;
  if ([...rebuilt].some((table) => mentions.names.has(table.name))) return true;
  return all.some(({ entity }) => {
    if (!found.has(entityId(entity)) || entity === comment) return false;
    if (entity.type === 'object' && comment.name === `comment on ${entity.name}`) return true;
    const isOnTable = entity.table === '' || mentions.names.has(entity.table);
    return isOnTable && mentions.names.has(nameInSql(entity));
  });
}

/** Types of entities that may call a function; defaults may, too, but a column cannot step aside. */
const MAY_CALL: ReadonlySet<string> = new Set(['policy', 'check', 'index']);

/** The name by which SQL refers to it; nothing refers to triggers and casts. */
function nameInSql(entity: SchemaEntity): string {
  return entity.type === 'object' ? (entity.facts.provides ?? '') : entity.name;
}

function mentionsTouched(mentions: Mentions, touched: TouchedColumns, touches: readonly Touch[]): boolean {
  return [...touched].some(
    ([table, columns]) =>
      mentions.names.has(table.name) &&
      [...columns].some(([column, touch]) => touches.includes(touch) && mentions.names.has(column)),
  );
}

function has(touched: ReadonlyMap<string, Touch> | undefined, columns: readonly string[], touch: Touch): boolean {
  return columns.some((column) => touched?.get(column) === touch);
}

function freshObjects({ renamed, after }: Change): ReadonlySet<string> {
  const old = new Set(ofType(renamed, 'object').map(entityId));
  return new Set(
    ofType(after, 'object')
      .map(entityId)
      .filter((id) => !old.has(id)),
  );
}

function tablesInBoth(change: Change): ReadonlySet<TableKey> {
  return new Set(pairsOf(change, 'table').map(({ after }) => TableKey.of(after.schema, after.name)));
}

function columnsOf({ facts }: EntityOf<'index'>): readonly string[] {
  return facts.columns.flatMap(({ isExpression, value }) => (isExpression === true ? [] : [value]));
}
