import { SlicesInCircleError } from '../../../errors/adopt/pull-errors.ts';
import { References } from '../../../schema/entity/references.ts';
import { entityId, enumKey, ofType, type SchemaEntity, tableOf } from '../../../schema/entity/schema-entity.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import { circles } from './circles.ts';
import { tableLinks } from './table-links.ts';

/** A slice to be made, with what it declares. */
export interface PlannedSlice {
  readonly label: string;
  readonly entities: readonly SchemaEntity[];
}

/**
 * Assigns everything to slices, whose tables are given. The result is ordered: a slice refers only to those before it.
 * What several slices use belongs to the first of them, a view to the last of those that it reads. Throws a
 * `SlicesInCircleError`.
 */
export function planSlices(
  entities: readonly SchemaEntity[],
  labels: ReadonlyMap<TableKey, string>,
): readonly PlannedSlice[] {
  const order = sliceOrder(entities, labels);
  const firstOf = (found: readonly string[]): string =>
    order.find((label) => found.includes(label)) ?? order[0] ?? 'app';
  const lastOf = (found: ReadonlySet<string>): string =>
    order.findLast((label) => found.has(label)) ?? order[0] ?? 'app';
  const owners = new Map<string, string>();
  for (const entity of entities) {
    const table = tableOf(entity);
    const owner = table === undefined ? undefined : labels.get(table);
    if (owner !== undefined) owners.set(entityId(entity), owner);
  }
  const columns = ofType(entities, 'column');
  const ownerOf = (entity: SchemaEntity): string => owners.get(entityId(entity)) ?? order[0] ?? 'app';
  for (const entity of ofType(entities, 'enum')) {
    const key = TableKey.of(entity.schema, entity.name);
    owners.set(entityId(entity), firstOf(columns.filter((column) => enumKey(column) === key).map(ownerOf)));
  }
  for (const entity of ofType(entities, 'sequence')) {
    const users = columns.filter(({ facts }) => facts.default?.includes(entity.name) === true);
    owners.set(entityId(entity), firstOf(users.map(ownerOf)));
  }
  // A view may read another; each round knows the owners of one level more.
  const views = ofType(entities, 'view');
  for (let round = 0; round < views.length; round += 1) {
    const before = [...owners.values()].join();
    const references = new References(bySlice(entities, owners));
    for (const view of views) owners.set(entityId(view), lastOf(references.ownersOf({ ...view, schema: '' })));
    if ([...owners.values()].join() === before) break;
  }
  for (const entity of ofType(entities, 'schema')) {
    const inside = entities.filter(({ schema, type }) => schema === entity.name && type !== 'schema');
    owners.set(entityId(entity), firstOf(inside.map(ownerOf)));
  }
  const owned = bySlice(entities, owners);
  const all = order.length === 0 ? ['app'] : order;
  return all.map((label) => ({
    label,
    entities: [
      ...(owned.get(label) ?? []),
      ...(label === all[0] ? entities.filter((each) => !owners.has(entityId(each))) : []),
    ],
  }));
}

function bySlice(
  entities: readonly SchemaEntity[],
  owners: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly SchemaEntity[]> {
  const result = new Map<string, SchemaEntity[]>();
  for (const entity of entities) {
    const owner = owners.get(entityId(entity));
    if (owner === undefined) continue;
    const own = result.get(owner) ?? [];
    own.push(entity);
    result.set(owner, own);
  }
  return result;
}

/** Those that others refer to come first. */
function sliceOrder(entities: readonly SchemaEntity[], labels: ReadonlyMap<TableKey, string>): readonly string[] {
  const links = tableLinks(entities);
  const edges = links.map(({ from, to }): readonly [string, string] => [labels.get(from) ?? '', labels.get(to) ?? '']);
  const found = circles([...new Set(labels.values())].sort(), edges);
  const circle = found.find(({ length }) => length > 1);
  if (circle !== undefined) {
    const keys = links.flatMap(({ from, to, name }) => {
      const [a = '', b = ''] = [labels.get(from), labels.get(to)];
      return a !== b && circle.includes(a) && circle.includes(b) ? [`${from.path}.${name}: ${a} to ${b}`] : [];
    });
    throw new SlicesInCircleError({ slices: [...circle].sort(), keys });
  }
  return found.flat();
}
