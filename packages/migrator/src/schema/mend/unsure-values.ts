import type { Change } from '../change/change.ts';
import { entityId } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { enumUses, isUnsure } from '../rename/replay-value.ts';

/**
 * Ids of things to recreate, because their SQL may contain a renamed enum value whose old name another value gets: the
 * same text would then mean the other value.
 */
export function unsureOfValues({ renamed, after, renames }: Change): readonly string[] {
  return renames.flatMap((rename) => {
    const [schema = '', name = '', old = ''] = rename.from;
    const isHandedOn = after.some(
      (it) => it.type === 'enum' && it.schema === schema && it.name === name && it.facts.values.includes(old),
    );
    if (rename.kind !== 'enum-value' || !isHandedOn) return [];
    const uses = enumUses(renamed, TableKey.of(schema, name));
    return renamed.filter((entity) => isUnsure(entity, uses, rename)).map(entityId);
  });
}
