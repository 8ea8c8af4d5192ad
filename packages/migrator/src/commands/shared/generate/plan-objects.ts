import { SchemaDiffError } from '../../../errors/schema/drizzle-errors.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { Change } from '../../../schema/change/change.ts';
import type { ObjectPlanner } from '../../../schema/difference/object-planner.ts';
import { type Catalog, catalogOf } from '../../../schema/entity/catalog.ts';
import { type ObjectEntity, ofType, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { partitioningView } from '../../../schema/mend/partitions/partitioning-view.ts';
import { isPartitioning } from '../../../schema/partitioning/partitioning.ts';
import { readObject } from '../../../sql-objects/objects/read-object.ts';
import type { SqlObject } from '../../../sql-objects/objects/sql-object.ts';
import { objectPlanner } from '../../../sql-objects/plan/object-planner.ts';
import { objectsView } from '../../../sql-objects/plan/objects-view.ts';

/** What generating needs of the objects in the states that it goes through. */
export interface PlannedObjects {
  readonly planner: ObjectPlanner;
  /** Reduces a catalog to the objects that a change makes. */
  view(change: Change): (catalog: Catalog) => Catalog;
}

/**
 * Reads the texts of objects again, old ones as snapshots keep them and new ones as files have them; `undefined` when
 * there are none.
 *
 * @param today the day from whose period on tables by time get partitions, `2026-11-28`
 */
export async function planObjects(
  sqlParser: () => Promise<SqlParser>,
  states: Iterable<readonly SchemaEntity[]>,
  today: string = SOME_DAY,
): Promise<PlannedObjects | undefined> {
  const entities = [...states].flatMap((state) => ofType(state, 'object'));
  if (entities.length === 0) return undefined;
  // How tables are partitioned is read without the parser.
  const parser = entities.every(isPartitioning) ? undefined : await sqlParser();
  const known = new Map<string, SqlObject>();
  const objectOf = (entity: ObjectEntity): SqlObject => {
    const { text } = entity.facts;
    const object = known.get(text) ?? parsedObject(parser, entity.name, text);
    known.set(text, object);
    return object;
  };
  const planner = objectPlanner(objectOf, today);
  return {
    planner,
    view: (change) => {
      const [objects, partitions] = [objectsView(planner.made(change), objectOf), partitioningView(change)];
      return (catalog) => catalogOf([...objects(catalog).entities, ...partitions(catalog).entities]);
    },
  };
}

/** If partitions by time are not compared, the day does not matter. */
const SOME_DAY = '2026-01-01';

/** A text that was declared once can be parsed; otherwise the snapshot was edited. */
function parsedObject(parser: SqlParser | undefined, label: string, text: string): SqlObject {
  const parsed = parser?.parse(text) ?? { statements: [] };
  const problem = 'problem' in parsed ? parsed.problem : readObject(parsed.statements[0] ?? {}, text);
  if (typeof problem === 'string') throw new SchemaDiffError({ reason: 'snapshot-text', object: label, said: problem });
  return problem;
}
