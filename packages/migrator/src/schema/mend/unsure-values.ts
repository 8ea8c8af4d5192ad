import type { Change } from '../change/change.ts';
import { entityId } from '../entity/schema-entity.ts';
import { TableKey } from '../entity/table-key.ts';
import { enumUses, isUnsure } from '../rename/replay-value.ts';

/**
 * Ids of what is written again because its words do not tell whether they mean a value of an enum that is renamed,
 * while another value gets the old name: the same text would mean that one.
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
