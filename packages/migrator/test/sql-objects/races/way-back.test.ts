import { describe, expect, test } from 'vitest';
import { findRaces } from '../../../src/sql-objects/races/find-races.ts';
import type { Race, RevisionFootprints } from '../../../src/sql-objects/races/race.ts';
import { drawnRevision } from '../parsed.ts';
import { LET_GO } from './let-go-cases.ts';
import type { RaceCase } from './race-cases.ts';
import { FREE, WAYS_BACK } from './way-back-cases.ts';

function beside({ base = 'select 1', one, other }: RaceCase): readonly RevisionFootprints[] {
  return [
    { ...drawnRevision('base', `common: ${base}`), down: [] },
    { ...drawnRevision('one', `events: ${one}`), down: [0] },
    { ...drawnRevision('other', `setups: ${other}`), down: [0] },
  ];
}

const name = ({ one, other }: RaceCase): string => `${one} || ${other}`;
const named = <Case extends RaceCase>(cases: readonly Case[]) => cases.map((each) => [name(each), each] as const);
const isBack = ({ later, earlier }: Race): boolean =>
  [later, earlier].some(({ direction }) => direction === 'downgrade');

describe('a way back that meets what the other one did', () => {
  test.each(named(WAYS_BACK))('%s', (_name, each) => {
    const { races } = findRaces(beside(each));
    expect(races.map(({ thing }) => thing)).toEqual([each.thing]);
    expect(races.map(isBack)).toEqual([true]);
    if (each.later !== undefined) expect(races.map(({ later }) => later.revision)).toEqual([each.later]);
  });

  test.each(named(WAYS_BACK))('the other way round: %s', (_name, each) => {
    expect(findRaces(beside({ ...each, one: each.other, other: each.one })).races).toHaveLength(1);
  });

  test.each(named(WAYS_BACK))('one above the other is not a race: %s', (_name, each) => {
    const line = beside(each).map((revision, index) => ({ ...revision, down: index === 0 ? [] : [index - 1] }));
    expect(findRaces(line).races).toEqual([]);
  });
});

describe('what has to be let go of before it is dropped', () => {
  test.each(named(LET_GO))('%s', (_name, each) => {
    const { races } = findRaces(beside(each));
    expect(races.map(({ thing }) => thing)).toEqual([each.thing]);
    expect(races.map(isBack)).toEqual([false]);
    if (each.later !== undefined) expect(races.map(({ later }) => later.revision)).toEqual([each.later]);
  });
});

describe('every order up and down comes to the same', () => {
  test.each(named(FREE))('%s', (_name, each) => {
    expect(findRaces(beside(each)).races).toEqual([]);
    expect(findRaces(beside({ ...each, one: each.other, other: each.one })).races).toEqual([]);
  });
});

test('what a revision above has let go of already is not a business of the one below', () => {
  const revision = (id: string, text: string, ...down: readonly number[]): RevisionFootprints => ({
    ...drawnRevision(id, text),
    down,
  });
  const history = [
    revision('acc', 'common: create table acc (id int primary key) | drop table acc'),
    revision('orders', 'events: create table orders (id int, acc_id int) | drop table orders'),
    revision(
      'refers',
      'events: alter table orders add constraint f foreign key (acc_id) references acc (id) | alter table orders drop constraint f',
      0,
      1,
    ),
  ];
  expect(findRaces(history).races).toEqual([]);
  const renamed = revision(
    'renamed',
    'events: alter table orders rename to bills | alter table bills rename to orders',
    2,
  );
  const letGo = revision('let go', 'events: alter table bills drop constraint f | select 1', 3);
  const gone = revision('gone', 'common: drop table acc', 0);
  const { races } = findRaces([...history, renamed, letGo, gone]);
  expect(races.map(({ earlier, later, thing }) => [earlier.revision, later.revision, thing])).toEqual([
    ['refers', 'gone', 'acc'],
    ['let go', 'gone', 'acc'],
  ]);
});
