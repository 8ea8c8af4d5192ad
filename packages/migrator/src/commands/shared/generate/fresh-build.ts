import { FreshBuildError } from '../../../errors/files/sql-object-errors.ts';
import { BuiltOtherwiseError } from '../../../errors/schema/built-otherwise-error.ts';
import type { Prover } from '../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../ports/schema-differ.ts';
import { unlikeDeclared } from '../../../schema/built/unlike-declared.ts';
import { changeOf } from '../../../schema/change/change.ts';
import type { ObjectPlanner } from '../../../schema/difference/object-planner.ts';
import { splitSteps } from '../../../schema/difference/split-steps.ts';
import type { Catalog } from '../../../schema/entity/catalog.ts';
import { entityLabel, ofType, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { sectionStatements } from './generate-section.ts';
import type { PlannedObjects } from './plan-objects.ts';

/** The statements that build a state in an empty database, as they are written, in a few parts. */
async function* freshStatements(
  differ: SchemaDiffer,
  entities: readonly SchemaEntity[],
  objects?: ObjectPlanner,
): AsyncGenerator<readonly string[]> {
  let state: readonly SchemaEntity[] = [];
  for (const step of splitSteps([], entities, [])) {
    const options = { ...step, objects, casts: [] };
    for await (const part of sectionStatements(differ, state, step.after, [], options))
      yield part.map(({ sql }) => sql);
    state = step.after;
  }
}

/**
 * The catalog that they build, after checking it against the declarations: so a comparison with it is one with the
 * schemas, and not only with the output of the same generator. Throws a `FreshBuildError`, and a `BuiltOtherwiseError`
 * when PostgreSQL makes something else of it than what is declared.
 */
export async function freshCatalog(
  { prover, differ }: { readonly prover: Pick<Prover, 'build'>; readonly differ: SchemaDiffer },
  entities: readonly SchemaEntity[],
  objects: PlannedObjects | undefined,
): Promise<Catalog> {
  const catalog = await built(prover, freshStatements(differ, entities, objects?.planner));
  const unlike = [
    ...unlikeDeclared(entities, catalog).map(({ entity, said }) => `${entityLabel(entity)}: ${said}`),
    ...ofType(entities, 'object')
      .filter(
        (object) =>
          !RARE.has(object.facts.kind) && objects?.view(changeOf([], [object]))(catalog).entities.length === 0,
      )
      .map((object) => `${entityLabel(object)}: it is not there`),
  ];
  if (unlike.length > 0) throw new BuiltOtherwiseError({ things: unlike });
  return catalog;
}

/** The catalog identifies these by names that the server generates. */
const RARE: ReadonlySet<string> = new Set([
  'cast',
  'operator',
  'operator class',
  'operator family',
  'text search configuration',
  'text search dictionary',
]);

async function built(prover: Pick<Prover, 'build'>, parts: AsyncIterable<readonly string[]>): Promise<Catalog> {
  let unwritten: { readonly error: unknown } | undefined;
  async function* noting(): AsyncGenerator<readonly string[]> {
    try {
      yield* parts;
    } catch (error) {
      unwritten = { error };
      throw error;
    }
  }
  try {
    return await prover.build(noting());
  } catch (error) {
    if (unwritten !== undefined) throw unwritten.error;
    const problem = error instanceof Error ? error.message : String(error);
    const sqlState = sqlStateOf(error);
    throw new FreshBuildError({ problem, ...(sqlState === undefined ? {} : { sqlState }) }, { cause: error });
  }
}

function sqlStateOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
