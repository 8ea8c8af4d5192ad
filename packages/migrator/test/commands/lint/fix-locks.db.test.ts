import { expect } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest as test } from '../../support/sample.ts';
import { shop } from './fix-kit.ts';

/** Asked for a row, it looks which locks its own session has on the table at that moment. It may not write rows; numbers it may draw. */
const BASE = `create table orders (id bigint primary key, n int not null, amount int not null);
create sequence looked;
create sequence harmed;
create function probe(n int) returns int immutable language plpgsql as $$
begin
  if n % 1000 = 7 then
    perform nextval('public.looked');
    if exists (select from pg_locks l where l.pid = pg_backend_pid() and l.relation = 'public.orders'::regclass
      and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')) then
      perform nextval('public.harmed');
    end if;
  end if;
  return n;
end $$;`;
const ROWS = 'insert into orders select n, n, n from generate_series(1, 10000) n';

/** Each asks for all rows. */
const REVISIONS = [
  {
    id: 'b1',
    up: 'alter table orders add check (probe(n) > 0);',
    down: 'alter table orders drop constraint orders_n_check;',
  },
  { id: 'b2', up: 'create index orders_probe_idx on orders (probe(n));', down: 'drop index orders_probe_idx;' },
  {
    id: 'b3',
    up: 'alter table orders alter column amount type bigint using probe(amount);',
    down: 'alter table orders alter column amount type int using probe(amount::int);',
  },
  {
    id: 'b4',
    up: `alter table orders add constraint positive check (probe(n) > -1) not valid;
alter table orders validate constraint positive;`,
    down: 'alter table orders drop constraint positive;',
  },
  {
    id: 'b5',
    up: 'alter table orders add column state int;\nupdate orders set state = probe(n);',
    down: 'alter table orders drop column state;',
    options: 'lossy="states"',
  },
];

test('what fixes write reads and writes rows under no lock that others wait for, in both directions', async () => {
  const it = await shop(BASE, REVISIONS);
  const busy = async () => {
    const database = await freshDatabase();
    const run = async (...args: readonly string[]): Promise<void> => {
      const { exitCode, stdout, stderr } = await it.migrate(...args, '--yes', '--url', database.url);
      expect([args.join(' '), exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([args.join(' '), 0, '']);
    };
    await run('upgrade', 'a1');
    await database.query(ROWS);
    return async (...args: readonly string[]) => {
      await database.query("select setval('looked', 1, false), setval('harmed', 1, false)");
      await run(...args);
      const [found] = await database.query(
        'select l.is_called as looked, h.is_called as harmed from looked l cross join harmed h',
      );
      return found;
    };
  };
  const before = await busy();
  for (const { id } of REVISIONS) expect([id, await before('upgrade', id)]).toEqual([id, HARMED]);
  expect(await before('downgrade', 'a1')).toEqual(HARMED);
  const fixed = await it.answer('lint', '--fix', 'b1:heads', '--yes');
  expect(fixed).toMatchObject({ exitCode: 0, lint: { failed: false }, left: [] });
  const after = await busy();
  expect(await after('upgrade', 'heads')).toEqual(HARMLESS);
  expect(await after('downgrade', 'a1')).toEqual(HARMLESS);
});

const HARMED = { looked: true, harmed: true };
const HARMLESS = { looked: true, harmed: false };
