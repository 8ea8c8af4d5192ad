import type { CastFlag } from '../cast/cast-flag.ts';
import { type Change, changeOf, without } from '../change/change.ts';
import type { DraftStatement } from '../change/draft-statement.ts';
import { entityId, ofType, type SchemaEntity } from '../entity/schema-entity.ts';
import type { TableKey } from '../entity/table-key.ts';
import { mendCasts } from '../mend/casts.ts';
import { mendDefaults } from '../mend/defaults-in-the-way.ts';
import { dependents } from '../mend/dependents.ts';
import { byWayOfText } from '../mend/enums/by-way-of-text.ts';
import { mendEnumValues } from '../mend/enums/enum-values.ts';
import { stagesAroundEnums } from '../mend/enums/stages-around-enums.ts';
import { enumsWithValuesInUse } from '../mend/enums/values-in-use.ts';
import { withoutMergedKeys } from '../mend/merged-keys.ts';
import { withoutMistakenKeys } from '../mend/mistaken-keys.ts';
import { mendNotNull, restoreNotNull } from '../mend/not-null.ts';
import { mendNumberSources } from '../mend/number-sources.ts';
import { orderViews, orderViewsForDrop } from '../mend/order-views.ts';
import { changedInPlace } from '../mend/partitions/in-place.ts';
import type { Making } from '../mend/partitions/made-partitioned.ts';
import { partitionChanges } from '../mend/partitions/partition-changes.ts';
import { rebuiltTable } from '../mend/partitions/rebuilt-table.ts';
import { renameStatements } from '../mend/rename-statements.ts';
import { mendSchemas } from '../mend/schemas-around.ts';
import { endCycles } from '../mend/sequences/sequence-cycle.ts';
import { moveSequences } from '../mend/sequences/sequence-limits.ts';
import { rebuiltEnums } from '../mend/touched-columns.ts';
import { partitioningsOf } from '../partitioning/partitioning-of.ts';
import type { Rename } from '../rename/rename.ts';
import { NOTHING_AROUND, type ObjectPlanner } from './object-planner.ts';
import { type PrunedChange, pruneChange } from './prune-change.ts';

/** A piece of one direction: our own statements, or a difference for which drizzle-kit writes them. */
export type DirectionPart =
  | { readonly kind: 'sql'; readonly statements: readonly DraftStatement[] }
  | { readonly kind: 'diff'; readonly change: PrunedChange; readonly making?: Making };

/**
 * Plans the way from one state of the database to another, in parts that run in this order: values of enums; dropping
 * what depends on something that changes, and defaults that are in the way; the old numbering of columns; everything
 * else; the new numbering; NOT NULL; recreating the dependents. Objects of `sql/*.sql` (only with `objects`) are
 * dropped before these parts and created after them. `casts` say how columns get another type. The downgrade is the
 * same with the states exchanged and the renames reversed.
 */
export function planDirection(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
  objects?: ObjectPlanner,
  casts: readonly CastFlag[] = [],
): readonly DirectionPart[] {
  const plain = changeOf(before, after, renames);
  const whole: Change = { ...plain, rebuilt: enumsWithValuesInUse(plain) };
  const values = mendEnumValues(whole);
  const displaced = objects?.displaced(whole);
  const aside = dependents(whole, displaced);
  const around = objects?.statements(whole, aside) ?? NOTHING_AROUND;
  const standing = without(values.change, aside.before, aside.after);
  const numbers = mendNumberSources(standing);
  const defaults = mendDefaults(
    numbers.change,
    ofType([...before, ...after], 'object').filter((it) => displaced?.has(entityId(it))),
  );
  const schemas = mendSchemas(defaults.change, around);
  const cast = mendCasts(schemas.change, casts);
  const filled = mendNotNull(cast.change);
  const stages = stagesAroundEnums(filled.change, rebuiltEnums(filled.change));
  const free = byWayOfText(stages.first, whole.rebuilt ?? new Set());
  const keyless = withoutMistakenKeys(free, stages.last);
  const made = withoutMergedKeys(keyless, stages.last);
  const bare = after.filter((entity) => !aside.after.has(entityId(entity)));
  const partitions = partitionChanges(whole);
  const today = objects?.today ?? '';
  const making = { partitionings: [...partitioningsOf(after).values()], today, holdsRows: false };
  const diffMaking = (from: readonly SchemaEntity[], to: readonly SchemaEntity[]): DirectionPart | undefined =>
    diff(from, to, making);
  // A policy may read a view, so it is dropped before views and created after them.
  const forDrop = orderViewsForDrop(values.change.before);
  const standsAside = new Set([...aside.before].map((index) => values.change.before[index]));
  const noPoliciesBefore = forDrop.filter((entity) => entity.type !== 'policy' || !standsAside.has(entity));
  const forCreate = orderViews(after);
  const noPoliciesAfter = forCreate.filter((it) => it.type !== 'policy' || !aside.after.has(entityId(it)));
  const parts: readonly (DirectionPart | undefined)[] = [
    sql(values.first),
    sql([...defaults.first, ...around.first]),
    ...(aside.before.size === 0 ? [] : [diff(forDrop, noPoliciesBefore), diff(noPoliciesBefore, standing.before)]),
    ...partitions.undone.flatMap(({ table }) => rebuilt(table, standing.before)),
    sql([
      ...schemas.first,
      ...around.beforeTables,
      ...numbers.first,
      ...moveSequences(standing),
      ...renameStatements(filled.change.before, renames),
      ...numbers.renamed,
      ...cast.first,
    ]),
    diffMaking(filled.change.renamed, stages.first),
    diffMaking(stages.first, free),
    diffMaking(free, keyless),
    diffMaking(keyless, made),
    diffMaking(made, stages.last),
    diffMaking(stages.last, filled.change.after),
    sql([...numbers.last, ...endCycles(standing)]),
    sql(filled.last),
    ...partitions.done.flatMap((each) => rebuilt(each.table, bare, { partitionings: [each], today, holdsRows: true })),
    sql([...changedInPlace(partitions, bare), ...around.afterTables]),
    ...(aside.after.size === 0 ? [] : [diff(bare, noPoliciesAfter), diff(noPoliciesAfter, forCreate)]),
    sql([...restoreNotNull(whole, aside.after), ...around.last, ...schemas.last]),
  ];
  return parts.filter((part) => part !== undefined);
}

/** A table that is rebuilt with all its rows. */
function rebuilt(
  table: TableKey,
  state: readonly SchemaEntity[],
  making?: Making,
): readonly (DirectionPart | undefined)[] {
  const { first, without: others, bare, last } = rebuiltTable(table, state);
  return [sql(first), diff(others, bare, making), sql(last), diff(bare, state)];
}

function sql(statements: readonly DraftStatement[]): DirectionPart | undefined {
  return statements.length === 0 ? undefined : { kind: 'sql', statements };
}

function diff(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  making?: Making,
): DirectionPart | undefined {
  if (before === after) return undefined;
  const change = pruneChange(before.filter(isDrizzles), after.filter(isDrizzles));
  return change === undefined ? undefined : { kind: 'diff', change, ...(making === undefined ? {} : { making }) };
}

/** drizzle-kit does not get objects of `sql/*.sql`. */
function isDrizzles({ type }: SchemaEntity): boolean {
  return type !== 'object';
}
