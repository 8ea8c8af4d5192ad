import type { RaceCase } from './race-cases.ts';
import { BASE, REFERENCE, VIEW, type WayBack } from './way-back-cases.ts';

const of = (one: string, other: string, base = BASE): RaceCase => ({ base, one, other });

/** What only can be dropped, or get another type, after the other one has let go of it: the way up finds these. */
export const LET_GO: readonly WayBack[] = [
  { ...of('drop view v', 'alter table acc drop column n', `${BASE}; ${VIEW}`), thing: 'column acc.n', later: 'other' },
  {
    ...of('drop view v', 'alter table acc alter n type bigint', `${BASE}; ${VIEW}`),
    thing: 'column acc.n',
    later: 'other',
  },
  { ...of('drop view v', 'drop table acc', `${BASE}; ${VIEW}`), thing: 'acc', later: 'other' },
  {
    ...of(
      'drop view w',
      'alter table acc drop column m',
      `${BASE}; ${VIEW}; alter view v rename to w; alter table acc rename n to m`,
    ),
    thing: 'column acc.m',
    later: 'other',
  },
  {
    ...of('create or replace view v as select id from acc', 'drop table acc', `${BASE}; ${VIEW}`),
    thing: 'acc',
  },
  { ...of('drop table refs', 'drop table acc', `${BASE}; ${REFERENCE}`), thing: 'acc', later: 'other' },
  {
    ...of('alter table refs drop column acc_id', 'drop table acc', `${BASE}; ${REFERENCE}`),
    thing: 'acc',
    later: 'other',
  },
  {
    ...of(
      'alter table notes drop constraint f',
      'drop table acc',
      `${BASE}; alter table notes add constraint f foreign key (acc_id) references acc (id)`,
    ),
    thing: 'acc',
    later: 'other',
  },
  { ...of('alter table acc drop column kind', 'drop type mood'), thing: 'type mood', later: 'other' },
  {
    ...of('alter table acc alter kind drop default; alter table acc alter kind type text', 'drop type mood'),
    thing: 'type mood',
    later: 'other',
  },
  { ...of('drop table acc', 'drop type mood'), thing: 'type mood', later: 'other' },
  {
    ...of('drop index i', 'alter table acc drop column n', `${BASE}; create index i on acc (n)`),
    thing: 'column acc.n',
    later: 'other',
  },
  { ...of('drop index i', 'drop table acc', `${BASE}; create index i on acc (n)`), thing: 'acc', later: 'other' },
  {
    ...of(
      'alter table acc drop constraint c',
      'alter table acc drop column n',
      `${BASE}; alter table acc add constraint c check (n > 0)`,
    ),
    thing: 'column acc.n',
    later: 'other',
  },
  {
    ...of('drop policy p on acc', 'alter table acc drop column n', `${BASE}; create policy p on acc using (n > 0)`),
    thing: 'column acc.n',
    later: 'other',
  },
  {
    ...of(
      'drop trigger t on acc',
      'drop function f()',
      `${BASE}; create function f() returns trigger language plpgsql as $$ begin return new; end $$; create trigger t before insert on acc for each row execute function f()`,
    ),
    thing: 'f',
    later: 'other',
  },
  {
    ...of(
      'alter table acc alter n drop default',
      'drop function f()',
      `${BASE}; create function f() returns int language sql as 'select 1'; alter table acc alter n set default f()`,
    ),
    thing: 'f',
    later: 'other',
  },
  {
    ...of(
      'drop function f()',
      'alter table acc drop column n',
      `${BASE}; create function f() returns bigint language sql return (select max(n) from acc)`,
    ),
    thing: 'column acc.n',
    later: 'other',
  },
  {
    ...of('drop view w', 'drop view v', `${BASE}; ${VIEW}; create view w as select id from v`),
    thing: 'v',
    later: 'other',
  },
  {
    ...of(
      'drop materialized view m',
      'alter table acc drop column n',
      `${BASE}; create materialized view m as select n from acc`,
    ),
    thing: 'column acc.n',
    later: 'other',
  },
];
