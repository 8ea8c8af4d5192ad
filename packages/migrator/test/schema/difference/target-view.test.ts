import { expect, test } from 'vitest';
import { changeOf } from '../../../src/schema/change/change.ts';
import { targetView } from '../../../src/schema/difference/target-view.ts';
import type { CatalogEntity } from '../../../src/schema/entity/catalog.ts';
import { parseRename } from '../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { column, enumOf, foreignKey, table } from '../entities.ts';

const before = [
  ...[enumOf('mood', 'a'), table('t'), column('t.id', 'integer')],
  ...[table('other'), column('other.m', 'mood', { typeSchema: 'public' }), foreignKey('other.fk', ['t_id'], 't')],
];
const relation = (name: string): CatalogEntity => ({ kind: 'table', schema: 'public', relation: '', name, facts: {} });
const found = { entities: [relation('t'), relation('u'), relation('other')] };

test.each([
  ['table t=u', ['t', 'u']],
  ['column t.id=nr', ['t']],
  ['enum mood=state', []],
  ["enum-value mood.'a'=b", []],
])('after %s, tables of others that refer to it are not judged', (rename, names) => {
  const renames = [parseRename(rename)];
  const view = targetView(changeOf(before, replayRenames(before, renames), renames));
  expect(view(found).entities.map(({ name }) => name)).toEqual(names);
});
