import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { SchemaEntity } from '../../schema/schema-entity.ts';
import { generateSteps } from './generate-steps.ts';

/** The statements that build a state in an empty database. */
export async function freshStatements(
  differ: SchemaDiffer,
  entities: readonly SchemaEntity[],
): Promise<readonly string[]> {
  const steps = await generateSteps(differ, [], entities, []);
  return steps.flatMap(({ upgrade }) => upgrade.statements.map(({ sql }) => sql));
}
