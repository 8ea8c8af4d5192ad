import { createHash } from 'node:crypto';
import { canonicalJson } from '../schema/entity/canonical-json.ts';
import { type Catalog, entityKey } from '../schema/entity/catalog.ts';

/** SHA-256 (hex) over what `diffCatalogs` compares by default: equal exactly when two catalogs have no difference. */
export function catalogHash(catalog: Catalog): string {
  const hash = createHash('sha256');
  for (const entity of catalog.entities) {
    const { columnOrder: _order, owner: _owner, ...facts } = entity.facts;
    hash.update(`${entityKey(entity)}\0${canonicalJson(facts)}\n`);
  }
  return hash.digest('hex');
}
