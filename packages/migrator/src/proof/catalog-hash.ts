import { createHash } from 'node:crypto';
import { canonicalJson } from '../schema/entity/canonical-json.ts';
import { type Catalog, type CatalogEntity, entityKey } from '../schema/entity/catalog.ts';

/** SHA-256 (hex) over what `diffCatalogs` compares by default: equal exactly when two catalogs have no difference. */
export function catalogHash(catalog: Catalog): string {
  return createHash('sha256').update(catalog.entities.map(textOf).join('')).digest('hex');
}

/** Entities never change, and catalogs that are read one after the other share most of them. */
const texts = new WeakMap<CatalogEntity, string>();

function textOf(entity: CatalogEntity): string {
  const known = texts.get(entity);
  if (known !== undefined) return known;
  const { columnOrder: _order, owner: _owner, ...facts } = entity.facts;
  const text = `${entityKey(entity)}\0${canonicalJson(facts)}\n`;
  texts.set(entity, text);
  return text;
}
