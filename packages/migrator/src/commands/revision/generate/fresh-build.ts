import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import type { ObjectPlanner } from '../../../schema/difference/object-planner.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { generateSteps } from './generate-steps.ts';

/** The statements that build a state in an empty database. */
export async function freshStatements(
  differ: SchemaDiffer,
  entities: readonly SchemaEntity[],
  objects?: ObjectPlanner,
): Promise<readonly string[]> {
  const steps = await generateSteps(differ, [], entities, [], objects);
  return steps.flatMap(({ upgrade }) => upgrade.statements.map(({ sql }) => sql));
}
