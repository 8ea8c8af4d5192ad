import { type Change, changeOf } from '../change/change.ts';
import { entityChanges } from '../change/entity-changes.ts';
import { References } from '../entity/references.ts';
import { entityId, ofType, type SchemaEntity } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { dependents } from '../mend/dependents.ts';
import { touchedColumns } from '../mend/touched-columns.ts';
import { reverseRenames } from '../rename/reverse-renames.ts';

/**
 * The other slices whose revisions a change needs below it: it refers to something of theirs, or drops and recreates
 * something of theirs that is in its way (a view on a column that gets another type, a column of a rebuilt enum).
 * `displaced`: the objects of `sql/*.sql` that a change drops.
 */
export function neededSlices(
  change: Change,
  slice: string,
  owners: Iterable<readonly [owner: string, entities: readonly SchemaEntity[]]>,
  displaced: (change: Change) => ReadonlySet<string> = () => new Set(),
): ReadonlySet<string> {
  const list = [...owners];
  // Whatever it finds would be of the slice itself.
  if (list.every(([owner]) => owner === slice)) return new Set();
  const owned = new Map(
    list.flatMap(([owner, entities]) => entities.map((entity) => [entityId(entity), owner] as const)),
  );
  const ownerOf = (entity: SchemaEntity): string => owned.get(entityId(entity)) ?? slice;
  const references = new References(list);
  const needed = new Set<string>();
  const { added, changed } = entityChanges(change.renamed, change.after);
  for (const entity of [...added, ...changed.map(({ after }) => after)]) {
    for (const owner of references.ownersOf(entity)) needed.add(owner);
  }
  for (const owner of displacedOwners(change, ownerOf, displaced(change))) needed.add(owner);
  // The downgrade drops and recreates things, too, and not always the same ones.
  const back = changeOf(change.after, change.before, reverseRenames(change.renames, change.after));
  for (const owner of displacedOwners(back, ownerOf, displaced(back))) needed.add(owner);
  const touched = touchedColumns(change);
  for (const table of ofType(change.after, 'table')) {
    if (touched.has(TableKey.of(table.schema, table.name))) needed.add(ownerOf(table));
  }
  needed.delete(slice);
  return needed;
}

function displacedOwners(
  change: Change,
  ownerOf: (entity: SchemaEntity) => string,
  displaced: ReadonlySet<string>,
): readonly string[] {
  const aside = dependents(change, displaced);
  return change.renamed.flatMap((entity, index) => (aside.before.has(index) ? [ownerOf(entity)] : []));
}
