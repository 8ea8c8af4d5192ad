import { expect, test } from 'vitest';
import { withoutArgumentNames } from '../../../src/sql/text/without-argument-names.ts';

test.each([
  ['create function f(t text) returns text', 'create function f( text) returns text'],
  ['create function f(in "T" t, out u app.t, v t[])', 'create function f(in  t, out  app.t,  t[])'],
  [
    'create function f(t numeric(3, 2) default g(t, 1), u t) returns t',
    'create function f( numeric(3, 2) default g(t, 1),  t) returns t',
  ],
  ['create function f(t, u) returns setof t', 'create function f(t, u) returns setof t'],
  ['create function f(t.id%type, u t%rowtype)', 'create function f(t.id%type,  t%rowtype)'],
  ['create procedure f(variadic t text[]) language sql', 'create procedure f(variadic  text[]) language sql'],
  ['create function f() returns table (t t)', 'create function f() returns table (t t)'],
  ['create function f(/* a, b */ t text -- c\n, u int)', 'create function f(/* a, b */  text -- c\n,  int)'],
  ['create function f(', 'create function f('],
])('%s', (sql, without) => expect(withoutArgumentNames(sql)).toBe(without));
