import { expect, test } from 'vitest';
import { KnownEntities } from '../../../../src/adapters/pg/catalog/known-entities.ts';
import type { CatalogEntity } from '../../../../src/schema/entity/catalog.ts';

const WORDS = { kind: 'column', schema: 'public', relation: 't', name: 'a', facts: '{"type": "integer"}' };

function make({ kind, schema, relation, name, facts }: Readonly<Record<string, unknown>>): CatalogEntity {
  const text = { kind: String(kind), schema: String(schema), relation: String(relation), name: String(name) };
  return { ...text, facts: JSON.parse(String(facts)) };
}

test('the same words give the same thing', () => {
  const known = new KnownEntities();
  expect(known.entity({ ...WORDS }, make)).toBe(known.entity({ ...WORDS }, make));
});

test.each([
  { kind: 'index' },
  { schema: 'other' },
  { relation: 'u' },
  { name: 'b' },
  { facts: '{"type": "bigint"}' },
  { facts: '{"type":  "integer"}' },
])('with %j it is another one', (other) => {
  const known = new KnownEntities();
  const first = known.entity(WORDS, make);
  const second = known.entity({ ...WORDS, ...other }, make);
  expect(second).not.toBe(first);
  expect(second).toEqual(make({ ...WORDS, ...other }));
});

test('what was asked for lately stays known, and what was not is forgotten', () => {
  const known = new KnownEntities();
  const [first, second] = ['b', 'c'].map((name) => known.entity({ ...WORDS, name }, make));
  const fill = (from: string): void => {
    for (let at = 0; at < 25_000; at += 1) known.entity({ ...WORDS, name: `${from}${at}` }, make);
  };
  fill('x');
  expect(known.entity({ ...WORDS, name: 'b' }, make)).toBe(first);
  fill('y');
  expect(known.entity({ ...WORDS, name: 'b' }, make)).toBe(first);
  expect(known.entity({ ...WORDS, name: 'c' }, make)).not.toBe(second);
});
