import { expect, test } from 'vitest';
import { draftsLose } from '../../../../src/commands/shared/unpublished/drafts-lose.ts';
import type { TableName } from '../../../../src/ports/development/tables-with-rows.ts';
import { changeOf } from '../../../../src/schema/change/change.ts';
import { classifyChange } from '../../../../src/schema/difference/classify-change.ts';
import type { SchemaEntity } from '../../../../src/schema/entity/schema-entity.ts';
import { parseRename } from '../../../../src/schema/rename/rename-flag.ts';
import { column, enumOf, table } from '../../../schema/entities.ts';

const BASE = [table('base'), column('base.n')];

/** Of a database in which only these tables have rows. */
async function lost(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  filled: readonly string[],
  renames: readonly string[] = [],
): Promise<readonly string[]> {
  const change = changeOf(before, after, renames.map(parseRename));
  const { lossy } = classifyChange(change);
  const withRows = async (tables: readonly TableName[]) => tables.filter(({ name }) => filled.includes(name));
  return await draftsLose([{ lossy, change }], withRows);
}

test('only tables that lose something count: one that gets a column keeps its rows', async () => {
  const two = [table('two'), column('two.a')];
  const after = [...BASE, column('base.more')];
  expect(await lost([...BASE, ...two], after, ['base'])).toEqual([]);
  expect(await lost([...BASE, ...two], after, ['base', 'two'])).toEqual(['all rows of two (rows are in public.two)']);
  expect(await lost([...BASE, column('base.m')], BASE, [])).toEqual([]);
  expect(await lost([...BASE, column('base.m')], BASE, ['base'])).toEqual([
    'the data in base.m (rows are in public.base)',
  ]);
});

test('a table that is renamed by the same change is looked for by the name that it has now', async () => {
  const before = [...BASE, column('base.m')];
  const after = [table('now'), column('now.n')];
  const renames = ['table base=now'];
  expect(await lost(before, after, ['base'], renames)).toEqual([
    expect.stringMatching(/\(rows are in public\.base\)$/),
  ]);
  expect(await lost(before, after, ['now'], renames)).toEqual([]);
});

test('where it may be any table, nobody looks, and what would be lost is said', async () => {
  const mood = enumOf('mood', 'sad', 'glad');
  expect(await lost([...BASE, mood, column('base.m')], BASE, [])).toEqual(['the data in base.m']);
});
