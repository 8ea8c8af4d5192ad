import { FreshBuildError } from '../../../errors/files/sql-object-errors.ts';
import type { Prover } from '../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import type { ObjectPlanner } from '../../../schema/difference/object-planner.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
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

/** The catalog that they make. Throws a `FreshBuildError`. */
export async function freshCatalog(
  prover: Pick<Prover, 'build'>,
  statements: Promise<readonly string[]>,
): Promise<Catalog> {
  const known = await statements;
  try {
    return await prover.build(known);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const sqlState = sqlStateOf(error);
    throw new FreshBuildError({ problem, ...(sqlState === undefined ? {} : { sqlState }) }, { cause: error });
  }
}

function sqlStateOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
