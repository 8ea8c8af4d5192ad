import type { CatalogEntity } from '../../schema/entity/catalog.ts';
import { TableKey } from '../../schema/entity/table-key.ts';
import { nameParts } from '../../sql/names/name-parts.ts';

/** The table of a sequence that belongs to one of its columns. */
export function owningTable({ facts }: CatalogEntity): TableKey | undefined {
  if (typeof facts.ownedBy !== 'string') return undefined;
  const [schema = '', table = ''] = nameParts(facts.ownedBy);
  return TableKey.of(schema, table);
}
