import type { SchemaEntity } from '../schema/entity/schema-entity.ts';
import type { DeclaredObject } from './declared-object.ts';
import { type ObjectRef, refPath } from './object-ref.ts';

const TYPES: Readonly<Record<string, readonly string[]>> = {
  relation: ['table', 'view', 'sequence', 'index', 'unique', 'primary-key'],
  type: ['enum'],
  schema: ['schema'],
};

export interface ForeignDeclaration {
  readonly object: string;
  readonly owner: string;
}

/** A thing of another slice that this declaration would change: the table of a trigger, the function of a comment. */
export function foreignDeclaration(
  declared: DeclaredObject,
  all: readonly DeclaredObject[],
  entities: ReadonlyMap<string, readonly SchemaEntity[]>,
): ForeignDeclaration | undefined {
  for (const { action, object, implied } of declared.effects) {
    if (action === 'create' || implied === true) continue;
    const owner = ownerOf(object, all, entities);
    if (owner !== undefined && owner !== declared.slice) return { object: refPath(object), owner };
  }
  return undefined;
}

function ownerOf(
  ref: ObjectRef,
  all: readonly DeclaredObject[],
  entities: ReadonlyMap<string, readonly SchemaEntity[]>,
): string | undefined {
  const isGlobal = ref.space === 'schema' || ref.space === 'extension';
  const schema = ref.schema === '' && !isGlobal ? 'public' : ref.schema;
  const types = TYPES[ref.space] ?? [];
  for (const [slice, list] of entities) {
    if (list.some((entity) => types.includes(entity.type) && entity.name === ref.name && entity.schema === schema))
      return slice;
  }
  const maker = all.find(({ effects }) =>
    effects.some(({ action, object }) => {
      const same = action === 'create' && object.space === ref.space && object.name === ref.name;
      return (
        same &&
        (object.schema === '' ? 'public' : object.schema) === (schema === '' ? 'public' : schema) &&
        (ref.args === undefined || object.args === ref.args)
      );
    }),
  );
  return maker?.slice;
}
