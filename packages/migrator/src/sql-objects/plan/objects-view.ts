import type { Catalog, CatalogEntity } from '../../schema/entity/catalog.ts';
import { catalogOf } from '../../schema/entity/catalog.ts';
import type { ObjectEntity } from '../../schema/entity/schema-entity.ts';
import type { CatalogPlace } from '../objects/sql-object.ts';
import type { ObjectOf } from './object-entity.ts';

/**
 * Reduces a catalog to the objects that a state declares: completely if a statement creates them, only the comment if a
 * statement comments on something. Two databases that agree in that have the same objects, whatever else was created by
 * hand.
 */
export function objectsView(objects: readonly ObjectEntity[], objectOf: ObjectOf): (catalog: Catalog) => Catalog {
  const places = objects.map((entity) => objectOf(entity).catalog);
  const comments = places.filter(({ fact }) => fact !== undefined);
  const whole = places.filter(({ fact }) => fact === undefined);
  return ({ entities }) =>
    catalogOf(
      entities.flatMap((entity) => {
        const isCommented = comments.some((place) => fits(place, entity));
        const { comment, owner: _owner, privileges: _privileges, ...facts } = entity.facts;
        const said = isCommented && comment !== undefined ? { comment } : {};
        const kind = `${entity.kind} of sql/`;
        if (whole.some((place) => isMade(place, entity))) return [{ ...entity, kind, facts: { ...facts, ...said } }];
        return isCommented ? [{ ...entity, kind, facts: said }] : [];
      }),
    );
}

/** The thing itself and its parts: the columns of a view. */
function isMade(place: CatalogPlace, entity: CatalogEntity): boolean {
  if (fits(place, entity)) return true;
  return (
    place.relation === '' &&
    entity.kind === 'column' &&
    entity.relation === place.name &&
    entity.schema === place.schema
  );
}

function fits({ kinds, schema, relation, name, args }: CatalogPlace, entity: CatalogEntity): boolean {
  // A statement about an index does not name its table; its name is enough.
  const isOn = entity.relation === relation || (entity.kind === 'index' && relation === '');
  if (!kinds.includes(entity.kind) || entity.schema !== schema || !isOn) return false;
  if (entity.name === name) return true;
  const isRoutine = ['function', 'procedure', 'aggregate'].includes(entity.kind);
  return (
    isRoutine &&
    entity.name.startsWith(`${name}(`) &&
    (args === undefined || hasTypes(entity.name.slice(name.length + 1, -1), args))
  );
}

/** Whether arguments as PostgreSQL prints them (`n integer, OUT x text`) have these types, which come last in each. */
function hasTypes(printed: string, types: readonly string[]): boolean {
  const inputs = printed.split(', ').filter((argument) => argument !== '' && !argument.startsWith('OUT '));
  return (
    inputs.length === types.length && types.every((type, index) => inputs[index]?.replaceAll('"', '').endsWith(type))
  );
}
