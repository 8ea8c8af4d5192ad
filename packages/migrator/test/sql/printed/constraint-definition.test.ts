import { describe, expect, test } from 'vitest';
import { constraintDefinition } from '../../../src/sql/printed/constraint-definition.ts';
import { withoutIndexName } from '../../../src/sql/printed/index-definition.ts';

describe('what pg_get_constraintdef prints', () => {
  test.each([
    ['PRIMARY KEY (id)', { kind: 'primary-key', columns: ['id'] }],
    ['PRIMARY KEY ("At, Night", "a""b", c)', { kind: 'primary-key', columns: ['At, Night', 'a"b', 'c'] }],
    ['UNIQUE (a, b)', { kind: 'unique', columns: ['a', 'b'], nullsNotDistinct: false }],
    ['UNIQUE NULLS NOT DISTINCT (a)', { kind: 'unique', columns: ['a'], nullsNotDistinct: true }],
    ['CHECK ((length(title) > 0))', { kind: 'check', condition: '(length(title) > 0)' }],
    ["CHECK ((note <> ')\n;'::text)) NOT VALID", { kind: 'check', condition: "(note <> ')\n;'::text)" }],
    [
      'FOREIGN KEY (a, "B") REFERENCES app."Users"(id, "No")',
      { columns: ['a', 'B'], schemaTo: 'app', tableTo: 'Users', columnsTo: ['id', 'No'], onDelete: undefined },
    ],
    [
      'FOREIGN KEY (a) REFERENCES public.users(id) ON UPDATE CASCADE ON DELETE SET NULL NOT VALID',
      { schemaTo: 'public', tableTo: 'users', onUpdate: 'CASCADE', onDelete: 'SET NULL' },
    ],
  ])('%s', (printed, said) => {
    expect(constraintDefinition(printed)).toMatchObject(said);
  });

  test.each([
    'PRIMARY KEY (id) INCLUDE (note)',
    'PRIMARY KEY (id, at WITHOUT OVERLAPS)',
    'UNIQUE (a) DEFERRABLE INITIALLY DEFERRED',
    'FOREIGN KEY (a) REFERENCES public.users(id) MATCH FULL',
    'FOREIGN KEY (a) REFERENCES public.users(id) ON DELETE SET NULL (a)',
    'FOREIGN KEY (a) REFERENCES public.users(id) DEFERRABLE',
    'EXCLUDE USING gist (id WITH =)',
    'CHECK ((a > 0)) NO INHERIT',
    '',
  ])('has no words for %s', (printed) => {
    expect(constraintDefinition(printed)).toBeUndefined();
  });
});

test.each([
  ['CREATE INDEX by_n ON public.a USING btree (n)', 'CREATE INDEX ON public.a USING btree (n)'],
  ['CREATE UNIQUE INDEX "x ON y" ON public.a USING btree (n)', 'CREATE UNIQUE INDEX ON public.a USING btree (n)'],
])('%s, without its name', (printed, said) => {
  expect(withoutIndexName(printed)).toBe(said);
});
