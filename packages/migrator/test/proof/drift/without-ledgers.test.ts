import { expect, test } from 'vitest';
import { withoutLedgers } from '../../../src/proof/drift/without-ledgers.ts';
import { type CatalogEntity, catalogOf, entityLabel } from '../../../src/schema/entity/catalog.ts';

const entity = (kind: string, schema: string, relation: string, name: string, facts = {}): CatalogEntity => ({
  ...{ kind, schema, relation, name, facts },
});
const LEDGER = [
  entity('schema', '', '', 'drizzle'),
  entity('table', 'drizzle', '', 'done'),
  entity('column', 'drizzle', 'done', 'id'),
  entity('sequence', 'drizzle', '', 'done_id_seq', { ownedBy: 'drizzle.done.id' }),
];
const OTHERS = [
  entity('table', 'public', '', 'done'),
  entity('column', 'public', 'done', 'id'),
  entity('sequence', 'public', '', 'done_id_seq', { ownedBy: 'public.done.id' }),
];
const ledgers = [{ schema: 'drizzle', table: 'done' }];
const left = (expected: readonly CatalogEntity[], live: readonly CatalogEntity[]): readonly string[] =>
  withoutLedgers(catalogOf(expected), catalogOf(live), ledgers).entities.map(entityLabel).sort();

test('the table, its parts and its schema go; a table of that name elsewhere stays', () => {
  expect(left([], [...LEDGER, ...OTHERS])).toEqual(OTHERS.map(entityLabel).sort());
});

test('what the revisions make stays, and what else is in the schema', () => {
  const more = entity('table', 'drizzle', '', 'stray');
  expect(left([], [...LEDGER, more])).toEqual(['table drizzle.stray']);
  expect(left(LEDGER, LEDGER)).toEqual(LEDGER.map(entityLabel).sort());
});

test('where the ledger is not there, its schema is not left out', () => {
  expect(left([], [entity('schema', '', '', 'drizzle')])).toEqual(['schema drizzle']);
});
