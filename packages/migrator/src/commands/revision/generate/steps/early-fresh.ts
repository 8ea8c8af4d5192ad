import type { Prover } from '../../../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../../ports/schema-differ.ts';
import type { Catalog } from '../../../../schema/entity/catalog.ts';
import type { SchemaEntity } from '../../../../schema/entity/schema-entity.ts';
import { freshCatalog } from '../../../shared/generate/fresh-build.ts';
import type { PlannedObjects } from '../../../shared/generate/plan-objects.ts';
import type { Comparison } from '../../../shared/schema/compare-slices.ts';
import { wholeAfter } from './whole-after.ts';

/** The fresh build of the state that a change leads to, begun before its revision is drafted. */
export interface EarlyFresh {
  readonly entities: readonly SchemaEntity[];
  readonly catalog: Promise<Catalog>;
}

/**
 * Begins the fresh build where it is known before drafting: when one slice changes. The revision that is drafted may
 * lead elsewhere, so `earlyCatalog` compares.
 */
export function beginFresh(
  tools: { readonly prover: Pick<Prover, 'build'>; readonly differ: SchemaDiffer },
  { states, changes }: Pick<Comparison, 'states' | 'changes'>,
  objects: PlannedObjects | undefined,
): EarlyFresh | undefined {
  const [only, another] = changes;
  if (only === undefined || another !== undefined) return undefined;
  const entities = wholeAfter(states, only);
  const catalog = freshCatalog(tools, entities, objects);
  // A failure is reported by the proof that waits for it.
  catalog.catch(() => undefined);
  return { entities, catalog };
}

/** The catalog of the early build when it is one of these very entities. */
export function earlyCatalog(
  early: EarlyFresh | undefined,
  entities: readonly SchemaEntity[],
): Promise<Catalog> | undefined {
  const isSame =
    early?.entities.length === entities.length && entities.every((entity, at) => entity === early.entities[at]);
  return isSame ? early.catalog : undefined;
}
