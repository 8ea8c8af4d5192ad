import { generateSteps } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import { planObjects } from '../../../src/commands/shared/generate/plan-objects.ts';
import type { SchemaDiffer } from '../../../src/ports/schema-differ.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';

/** What leads from one state to another, and back. Of `sql/` the kinds declare partitions only, which need no parser. */
export async function stepsBetween(
  differ: SchemaDiffer,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[] = [],
) {
  const noParser = () => Promise.reject(new Error('no kind has such an object'));
  const objects = await planObjects(noParser, [before, after]);
  return await generateSteps(differ, before, after, renames, objects?.planner);
}
