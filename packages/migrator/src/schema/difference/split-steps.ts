import { changeOf, pairsOf } from '../change/change.ts';
import { entityChanges } from '../change/entity-changes.ts';
import { entityId, ofType, type SchemaEntity, tableOf, withFacts } from '../entity/schema-entity.ts';
import { addedValues } from '../mend/enums/enum-values.ts';
import { enumsWithValuesInUse } from '../mend/enums/values-in-use.ts';
import { partitioningsOf } from '../partitioning/partitioning-of.ts';
import type { Rename } from '../rename/rename.ts';
import { replayRenames } from '../rename/replay-renames.ts';
import { beforeFilling, type Fill, fillsOf, type LargeTable } from './batched-fills.ts';

/** One revision of a change, from the state before it to this one. */
export interface Step {
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** False: each statement by itself, as CREATE INDEX CONCURRENTLY requires. */
  readonly transaction: boolean;
  /** A suffix of the message, to distinguish the steps; empty for the main one. */
  readonly suffix: string;
  /** Whether it only changes rows, in batches. */
  readonly fill?: Fill;
  /** Whether its columns were filled in batches before. */
  readonly isFilled?: true;
}

/**
 * The steps of a change. A new enum value can be used only after the commit that adds it: if something uses it, adding
 * it is its own step. Indexes that are built concurrently come last, outside a transaction. If columns of a large table
 * become NOT NULL, the batches that fill them are steps between adding the column and the constraint. Most changes are
 * one step.
 */
export function splitSteps(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
  large: readonly LargeTable[] = [],
): readonly Step[] {
  const concurrent = concurrentIndexes(before, after, renames);
  const main = after.filter((entity) => !concurrent.has(entityId(entity))).map(withoutConcurrently);
  const values = valuesStep(before, main, renames);
  const last = values === undefined ? renames : renames.filter((rename) => !values.renames.includes(rename));
  const steps: Step[] = values === undefined ? [] : [values];
  const state = values?.after ?? before;
  if (concurrent.size === 0 || differs(state, main, last)) {
    steps.push(...mainSteps(state, main, last, large));
  }
  if (concurrent.size > 0) {
    const others = after.map((entity) => (concurrent.has(entityId(entity)) ? entity : withoutConcurrently(entity)));
    steps.push({
      after: others,
      renames: [],
      transaction: false,
      suffix: steps.length === 0 ? '' : 'indexes, concurrently',
    });
  }
  return steps;
}

/** One step; or three: the columns, their fill in batches, and NOT NULL. */
function mainSteps(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
  large: readonly LargeTable[],
): readonly Step[] {
  const fills = fillsOf(changeOf(before, after, renames), large);
  if (fills.length === 0) return [{ after, renames, transaction: true, suffix: '' }];
  const { removed } = entityChanges(replayRenames(before, renames), after);
  const open = beforeFilling(after, fills, removed);
  const first = { after: open, renames, transaction: true, suffix: '' };
  return [
    ...(differs(before, open, renames) ? [first] : []),
    ...fills.map((fill) => ({
      ...{ after: open, renames: [], transaction: true, fill },
      suffix: `fill ${fill.columns.map(({ name }) => name).join(', ')}`,
    })),
    { after, renames: [], transaction: true, suffix: 'not null', isFilled: true },
  ];
}

/**
 * The index without `.concurrently()`, to build it in a transaction, as on a new table; the flag does not exist in the
 * database.
 */
export function withoutConcurrently(entity: SchemaEntity): SchemaEntity {
  if (entity.type !== 'index' || entity.facts.concurrently === undefined) return entity;
  return withFacts(entity, { concurrently: undefined });
}

function differs(before: readonly SchemaEntity[], after: readonly SchemaEntity[], renames: readonly Rename[]): boolean {
  const { added, removed, changed } = entityChanges(replayRenames(before, renames), after);
  return added.length + removed.length + changed.length + renames.length > 0;
}

/** New or changed indexes marked `.concurrently()` on existing tables. */
function concurrentIndexes(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
): ReadonlySet<string> {
  const renamed = replayRenames(before, renames);
  const partitioned = partitioningsOf(after);
  // PostgreSQL cannot build an index on a partitioned table concurrently.
  const tables = new Set(
    ofType(renamed, 'table')
      .map(tableOf)
      .filter((it) => it !== undefined && !partitioned.has(it)),
  );
  const { added, changed } = entityChanges(renamed, after);
  return new Set(
    ofType([...added, ...changed.map((pair) => pair.after)], 'index')
      .filter((index) => index.facts.concurrently === true && tables.has(tableOf(index)))
      .map(entityId),
  );
}

/** The step that adds values of enums, if anything else that is new uses one. */
function valuesStep(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
): Step | undefined {
  const change = changeOf(before, after, renames);
  const added = new Map<string, readonly string[]>();
  for (const { before: was, after: is } of pairsOf(change, 'enum')) {
    const { values } = is.facts;
    const fresh = addedValues(was.facts.values, values) ?? [];
    if (fresh.length > 0) added.set(entityId(is), values);
  }
  if (enumsWithValuesInUse(change).size === 0) return undefined;
  const early = renames.filter(({ kind }) => kind === 'schema' || kind === 'enum' || kind === 'enum-value');
  const state = replayRenames(before, early).map((entity) => {
    const values = added.get(entityId(entity));
    return values === undefined || entity.type !== 'enum' ? entity : withFacts(entity, { values });
  });
  return { after: state, renames: early, transaction: true, suffix: 'values first' };
}
