import { readEntity } from '../../../../src/schema/entity/read-entity.ts';
import {
  type EntityType,
  entityId,
  factsWithout,
  type SchemaEntity,
} from '../../../../src/schema/entity/schema-entity.ts';
import type { JsonFacts } from '../../../../src/schema/facts/entity-facts.ts';
import { parseRename } from '../../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../../src/schema/rename/replay-renames.ts';
import { entity } from '../../../schema/entities.ts';

/** One change of a schema, as a developer makes it. */
export interface Edit {
  /** In words: `add column orders.weight integer`. */
  readonly says: string;
  readonly renames: readonly string[];
  apply(state: readonly SchemaEntity[]): readonly SchemaEntity[];
}

const words = ({ type, schema, table, name }: SchemaEntity): string =>
  [type, [schema === 'public' ? '' : schema, table, name].filter((part) => part !== '').join('.')].join(' ');

const typed = (it: SchemaEntity): string => (it.type === 'column' ? `${words(it)} ${it.facts.type}` : words(it));

export const add = (...added: readonly SchemaEntity[]): Edit => ({
  says: `add ${added.length === 1 ? '' : `${added.length} things: `}${added[0] === undefined ? '' : typed(added[0])}`,
  renames: [],
  apply: (state) => [...state, ...added],
});

/** Takes away a thing; a table with all that is part of it. */
export const drop = (type: EntityType, path: string): Edit => {
  const gone = entity(type, path);
  const isGone = (it: SchemaEntity): boolean =>
    entityId(it) === entityId(gone) || (type === 'table' && it.schema === gone.schema && it.table === gone.name);
  return { says: `drop ${words(gone)}`, renames: [], apply: (state) => state.filter((it) => !isGone(it)) };
};

export const set = (type: EntityType, path: string, facts: JsonFacts): Edit => {
  const changed = entity(type, path);
  const shown = Object.entries(facts).map(([fact, value]) => `${fact} ${JSON.stringify(value)}`);
  return {
    says: `${words(changed)}: ${shown.join(', ')}`,
    renames: [],
    apply: (state) =>
      state.map((it) => (entityId(it) === entityId(changed) ? readEntity(type, it, { ...it.facts, ...facts }) : it)),
  };
};

export const unset = (type: EntityType, path: string, fact: string): Edit => {
  const changed = entity(type, path);
  return {
    says: `${words(changed)}: no ${fact}`,
    renames: [],
    apply: (state) =>
      state.map((it) => (entityId(it) === entityId(changed) ? readEntity(type, it, factsWithout(it, fact)) : it)),
  };
};

/** As in a header: `column orders.comment=remark`. */
export const rename = (text: string): Edit => ({
  says: `rename ${text.replace('=', ' to ')}`,
  renames: [text],
  apply: (state) => replayRenames(state, [parseRename(text)]),
});

export function applied(state: readonly SchemaEntity[], edits: readonly Edit[]): readonly SchemaEntity[] {
  return edits.reduce((now, edit) => edit.apply(now), state);
}
