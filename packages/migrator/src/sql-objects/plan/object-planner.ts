import type { Change } from '../../schema/change/change.ts';
import type { DraftStatement } from '../../schema/change/draft-statement.ts';
import { entityChanges } from '../../schema/change/entity-changes.ts';
import type { ObjectPlanner, ObjectStatements } from '../../schema/difference/object-planner.ts';
import { objectMentions } from '../../schema/entity/object-mentions.ts';
import { entityId, type ObjectEntity, ofType, type SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { type Dependents, dependents } from '../../schema/mend/dependents.ts';
import { isPartitioning } from '../../schema/partitioning/partitioning.ts';
import { canReplace } from '../objects/sql-object.ts';
import type { ObjectOf } from './object-entity.ts';
import { type Phase, phasesOf } from './object-phase.ts';
import { orderObjects } from './order-objects.ts';
import { staleResults } from './stale-results.ts';

/** Plans the changes of objects of `sql/*.sql`: replaced in place if PostgreSQL can, otherwise dropped and created. */
export function objectPlanner(objectOf: ObjectOf, today: string): ObjectPlanner {
  const displaced = (change: Change): ReadonlySet<string> => {
    const { removed, changed } = entityChanges(objectsOf(change.renamed), objectsOf(change.after));
    const remade = changed.filter(({ before, after }) => !canReplace(objectOf(before), objectOf(after)));
    return new Set([...removed, ...remade.map(({ after }) => after)].map(entityId));
  };
  const rows = (change: Change): readonly string[] => {
    const { added, changed } = entityChanges(objectsOf(change.renamed), objectsOf(change.after));
    return [...added, ...changed.map(({ after }) => after)].flatMap((entity) => objectOf(entity).rows ?? []);
  };
  const made = (change: Change): readonly ObjectEntity[] => {
    const { added, changed } = entityChanges(objectsOf(change.renamed), objectsOf(change.after));
    const aside = dependents(change, displaced(change)).after;
    const touched = new Set([...added, ...changed.map(({ after }) => after)]);
    return objectsOf(change.after).filter((entity) => touched.has(entity) || aside.has(entityId(entity)));
  };
  const notes = (change: Change): readonly string[] => {
    const aside = dependents(change, displaced(change));
    return replacedFunctions(change, aside).flatMap((each) => {
      const stale = staleResults([each], change, aside, objectOf);
      if (stale.length === 0) return [];
      const what = stale.map(({ says }) => says).join(', ');
      return [
        `${each.name} is replaced, which changes no row and no index: ${what} keep what it gave before. The statements that compute them again are in the file, as a comment.`,
      ];
    });
  };
  return { today, displaced, made, rows, notes, statements: (change, aside) => statements(change, aside, objectOf) };
}

function statements(change: Change, aside: Dependents, objectOf: ObjectOf): ObjectStatements {
  const [before, after] = [objectsOf(change.renamed), objectsOf(change.after)];
  const { added, changed } = entityChanges(before, after);
  const gone = new Set(change.renamed.flatMap((entity, index) => (aside.before.has(index) ? [entityId(entity)] : [])));
  const stays = new Set(after.filter(isComment).map(entityId));
  // A comment is dropped with its object: a recreated one is written again, without removing it first.
  const dropped = before.filter((entity) => gone.has(entityId(entity)) && !stays.has(entityId(entity)));
  const created = after.filter((entity) => added.includes(entity) || gone.has(entityId(entity)));
  const replaced = changed.map((pair) => pair.after).filter((entity) => !gone.has(entityId(entity)));

  const drop = phased(dropped, change.renamed, names(change.after, change.renamed), true);
  const create = phased(created, change.after, names(change.renamed, change.after), false);
  const there = new Set(dropped.map(entityId));
  const dropSql = (phase: Phase, comesBack?: boolean): readonly DraftStatement[] =>
    drop(phase)
      .filter(
        (entity) =>
          comesBack === undefined || created.some((other) => entityId(other) === entityId(entity)) === comesBack,
      )
      .map((entity) => ({ sql: objectOf(entity).drop }));
  const createSql = (phase: Phase): readonly DraftStatement[] =>
    create(phase).map((entity) => ({ sql: objectOf(entity).create }));
  return {
    first: dropSql('end'),
    beforeTables: [
      ...dropSql('views'),
      ...dropSql('tables', true),
      ...withBodiesUnread(create('tables'), change, there, createSql('tables')),
    ],
    // Columns and constraints that used a removed object are only gone now.
    afterTables: [...dropSql('tables', false), ...createSql('views')],
    last: [
      ...createSql('end'),
      ...orderObjects(replaced).map((entity) => ({
        sql: objectOf(entity).replace ?? objectOf(entity).create,
        ...offerRebuild(entity, change, aside, objectOf),
      })),
    ],
  };
}

/** Partitioning is planned with its table. */
function objectsOf(entities: readonly SchemaEntity[]): readonly ObjectEntity[] {
  return ofType(entities, 'object').filter((entity) => !isPartitioning(entity));
}

/** Functions that are replaced in place. */
function replacedFunctions(change: Change, aside: Dependents): readonly ObjectEntity[] {
  const { changed } = entityChanges(objectsOf(change.renamed), objectsOf(change.after));
  return changed.map((pair) => pair.after).filter((it) => isFunction(it) && !aside.after.has(entityId(it)));
}

/** Not run automatically: it rewrites the table, under a long lock. */
function offerRebuild(
  replaced: ObjectEntity,
  change: Change,
  aside: Dependents,
  objectOf: ObjectOf,
): Pick<DraftStatement, 'comment'> | undefined {
  const stale = isFunction(replaced) ? staleResults([replaced], change, aside, objectOf) : [];
  if (stale.length === 0) return undefined;
  return {
    comment: [
      `${stale.map(({ says }) => says).join(', ')} keep what the function gave before. To compute them again, run after it:`,
      ...stale.map(({ rebuild }) => `${rebuild};`),
    ],
  };
}

/** The objects of each phase in the order of creation, or in reverse. */
function phased(
  objects: readonly ObjectEntity[],
  state: readonly SchemaEntity[],
  fresh: ReadonlySet<string>,
  backwards: boolean,
): (phase: Phase) => readonly ObjectEntity[] {
  const phases = phasesOf(objects, state, fresh);
  const ordered = backwards ? [...orderObjects(objects)].reverse() : orderObjects(objects);
  return (phase) => ordered.filter((entity) => phases.get(entity) === phase);
}

/** Names of tables and views that are in one state and not in the other. */
function names(without: readonly SchemaEntity[], within: readonly SchemaEntity[]): ReadonlySet<string> {
  const known = new Set(without.map(entityId));
  return new Set(
    within
      .filter((entity) => (entity.type === 'table' || entity.type === 'view') && !known.has(entityId(entity)))
      .map(({ name }) => name),
  );
}

/**
 * A body that speaks of a table which is still to come would be refused where it is read: for the functions of these
 * tables it is not.
 */
function withBodiesUnread(
  created: readonly ObjectEntity[],
  change: Change,
  there: ReadonlySet<string>,
  statements_: readonly DraftStatement[],
): readonly DraftStatement[] {
  const fresh = names(change.renamed, change.after);
  const speaks = created.some(
    (entity) =>
      !there.has(entityId(entity)) && isRoutine(entity) && [...objectMentions(entity)].some((name) => fresh.has(name)),
  );
  if (!speaks) return statements_;
  const comment = ['The tables of which the bodies speak follow below.'];
  return [
    { sql: 'SET LOCAL check_function_bodies = off', comment },
    ...statements_,
    { sql: 'RESET check_function_bodies' },
  ];
}

function isFunction({ facts }: ObjectEntity): boolean {
  return facts.kind === 'function';
}

function isRoutine({ facts }: ObjectEntity): boolean {
  return facts.kind === 'function' || facts.kind === 'procedure';
}

function isComment({ facts }: ObjectEntity): boolean {
  return facts.kind === 'comment';
}
