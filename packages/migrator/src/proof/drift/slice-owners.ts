import { type Catalog, type CatalogEntity, catalogOf, entityKey } from '../../schema/entity/catalog.ts';
import type { Subject } from '../round-trip/subject.ts';

/** The slice that an entity belongs to; `undefined` for what no revision made. */
export type OwnerOf = (entity: CatalogEntity) => string | undefined;

/**
 * Replays the revisions below the heads on an empty scratch database and notes which slice created what: the slice
 * whose revision an entity first appears with. What is on a table and was made by nobody belongs to the table's slice.
 * One look at the catalog for each run of revisions of one slice.
 */
export async function sliceOwners(subject: Subject, heads: readonly string[]): Promise<OwnerOf> {
  const { graph, tools } = subject;
  const applied = new Set(graph.ancestors(heads, { dependencies: true }));
  const order = graph.ordered.filter(({ id }) => applied.has(id));
  const owners = await tools.server.withDatabase(undefined, async (database) => {
    let owned = new Map<string, string | undefined>(
      keysOf(await database.readCatalog()).map((key) => [key, undefined]),
    );
    let together: string[] = [];
    for (const [at, { id, slice }] of order.entries()) {
      together.push(id);
      if (order[at + 1]?.slice === slice) continue;
      await subject.step(database, together, 'upgrade');
      together = [];
      owned = new Map(
        keysOf(await database.readCatalog()).map((key) => [key, owned.has(key) ? owned.get(key) : slice]),
      );
    }
    return owned;
  });
  return (entity) => {
    const own = owners.get(entityKey(entity));
    if (own !== undefined || entity.relation === '') return own;
    return relationKeys(entity)
      .map((key) => owners.get(key))
      .find((slice) => slice !== undefined);
  };
}

function keysOf(catalog: Catalog): string[] {
  return catalogOf(catalog.entities).entities.map(entityKey);
}

function relationKeys({ schema, relation }: CatalogEntity): string[] {
  return ['table', 'view', 'materialized view', 'foreign table', 'composite type'].map((kind) =>
    entityKey({ kind, schema, relation: '', name: relation, facts: {} }),
  );
}
