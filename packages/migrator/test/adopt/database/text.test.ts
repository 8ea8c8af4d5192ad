import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pulledIndex } from '../../../src/adopt/database/read/pulled-index.ts';
import { columnKeys, exportNames } from '../../../src/adopt/database/text/export-names.ts';
import { camelCase, sqlTemplate, tsKey, tsMember, tsString } from '../../../src/adopt/database/text/ts-text.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\\', '`', '$', '{', "'", '"', '\n', 'a') }),
);

test('whatever a text holds, TypeScript reads it back', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(new Function(`return ${tsString(text)}`)()).toBe(text);
      const read = new Function('sql', `return ${sqlTemplate(text)}`);
      expect(read((parts: TemplateStringsArray) => parts[0])).toBe(text);
      if (text !== '__proto__')
        expect(new Function('it', `return ${tsMember(`({ ${tsKey(text)}: 1 })`, text)}`)()).toBe(1);
    }),
  );
});

const names = fc.oneof(
  fc.constantFrom('users', 'Users', 'user_s', 'class', 'text', 'sql', '__proto__', '_', 'a b', 'aB', 'a_b', 'getSQL'),
  fc.string({ minLength: 1, maxLength: 5 }),
);

test('no two columns of a table are one property, and none is a member of drizzle-orm', () => {
  fc.assert(
    fc.property(fc.uniqueArray(names), (columns) => {
      const keys = columnKeys(columns);
      expect(new Set(keys.values()).size).toBe(columns.length);
      for (const key of keys.values())
        expect(['_', '__proto__', 'getSQL', 'enableRLS', 'constructor']).not.toContain(key);
    }),
  );
});

test('no two things have one export name, and each is an identifier that a file may export', () => {
  const entities = fc.uniqueArray(fc.tuple(fc.constantFrom('public', 'auth'), names), {
    selector: ([schema, name]) => `${schema}\0${name}`,
  });
  fc.assert(
    fc.property(entities, (list) => {
      const all = list.flatMap(([schema, name]): SchemaEntity[] => [
        { type: 'table', schema, table: '', name, facts: {} },
        { type: 'enum', schema, table: '', name, facts: { values: [] } },
      ]);
      const found = [...exportNames(all).values()];
      expect(new Set(found).size).toBe(all.length);
      for (const name of found)
        expect(() => new Function(`'use strict'; const ${name} = 1; return ${name};`)()).not.toThrow();
    }),
  );
});

test.each([
  ['user_id', 'userId'],
  ['User ID', 'userID'],
  ['URL', 'url'],
  ['2fa', '_2fa'],
  ['straße_ö', 'straßeÖ'],
])('the name of %s is %s', (name, camel) => {
  expect(camelCase(name)).toBe(camel);
});

const place = { schema: 'public', table: 't', name: 'i' };

test.each([
  ['CREATE INDEX i ON public.t USING btree (a)', ['a']],
  ['CREATE UNIQUE INDEX "I i" ON public."T t" USING btree ("A a" DESC, b NULLS FIRST)', ['A a desc first', 'b first']],
  ['CREATE INDEX i ON public.t USING gin (a gin_trgm_ops) WHERE (b > 1)', ['a gin_trgm_ops']],
  ["CREATE INDEX i ON public.t USING btree (lower(a), ((b || ','::text)))", ['(lower(a))', "(((b || ','::text)))"]],
])('what an index is on is read: %s', (definition, parts) => {
  const found = pulledIndex(place, definition);
  expect(
    found?.facts.columns.map(({ value, isExpression, asc, nullsFirst, opclass }) =>
      isExpression === true
        ? `(${value})`
        : [value, asc === false ? 'desc' : '', nullsFirst === true ? 'first' : '', opclass?.name ?? '']
            .filter((word) => word !== '')
            .join(' '),
    ),
  ).toEqual(parts);
});

test.each([
  'CREATE INDEX i ON public.t USING btree (a) INCLUDE (b)',
  'CREATE UNIQUE INDEX i ON public.t USING btree (a) NULLS NOT DISTINCT',
  "CREATE INDEX i ON public.t USING btree (a) WITH (fillfactor='70')",
  'CREATE INDEX i ON public.t USING btree (a COLLATE "C")',
  'CREATE INDEX i ON public.t USING btree (lower(a) DESC)',
  'CREATE INDEX i ON public.t USING btree (lower(a) text_pattern_ops)',
  'CREATE INDEX i ON public.t USING btree (((a)::text) COLLATE "C")',
])('what a schema cannot say of an index is left to sql/: %s', (definition) => {
  expect(pulledIndex(place, definition)).toBeUndefined();
});
