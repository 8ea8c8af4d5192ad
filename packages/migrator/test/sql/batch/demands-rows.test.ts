import { expect, test } from 'vitest';
import { demandsRows } from '../../../src/sql/batch/demands-rows.ts';

test.each([
  ['alter table orders alter column total_cents set not null', 'orders'],
  ['ALTER TABLE IF EXISTS only app."Or.ders" ALTER total_cents SET NOT NULL', 'Or.ders'],
  ['alter table orders add constraint c check (a is not null) not valid', 'orders'],
  ['alter table orders add check (a > 0)', 'orders'],
  ['alter table orders add column b int, add unique (a)', 'orders'],
  ['alter table orders validate constraint c', 'orders'],
  ['alter table orders drop column a', 'orders'],
  ['alter table orders drop a', 'orders'],
  ['alter table orders alter a type bigint', 'orders'],
  ['alter table orders alter column a set data type bigint', 'orders'],
  ['alter table orders rename column a to b', 'orders'],
  ['alter table orders set schema other', 'orders'],
  ['drop table if exists app.orders cascade', 'orders'],
  ['truncate orders', 'orders'],
  ['create unique index concurrently i on app.orders (a)', 'orders'],
  ['alter table orders add column b int', undefined],
  ['alter table orders alter a set default 1', undefined],
  ['alter table orders alter a drop not null', undefined],
  ['alter table orders alter a drop default', undefined],
  ['alter table orders drop constraint c', undefined],
  ['create index i on orders (a)', undefined],
  ['update orders set a = 1', undefined],
  ['', undefined],
])('%s', (sql, table) => expect(demandsRows(sql)).toBe(table));
