import type { ScratchDatabase } from '../../../../src/ports/proof/scratch.ts';
import { WORKSPACE } from '../../../features/reference-history.ts';
import { proofTools } from '../../proof-kit.ts';

/** Runs `work` on a scratch database that was made with these statements. */
export async function on<T>(sql: string, work: (database: ScratchDatabase) => Promise<T>): Promise<T> {
  const tools = proofTools(WORKSPACE);
  try {
    return await tools.server.withDatabase(undefined, async (database) => {
      await database.query(sql);
      return await work(database);
    });
  } finally {
    await tools.close();
  }
}

/** Tables that are hard to fill. */
export const HARD = `
create table parents (id uuid primary key, kind text not null check (kind in ('a', 'b')), unique (id, kind));
create table children (parent_id uuid not null, kind text not null, n int not null check (n between 10 and 12), primary key (parent_id, n),
  foreign key (parent_id, kind) references parents (id, kind));
create table bars (day date primary key, low numeric(9,2) not null, high numeric(9,2) not null, open numeric(9,2) not null, check (low <= open and open <= high and low > 0));
create table either (a uuid references parents (id), b int, check (num_nonnulls(a, b) = 1));
create table chicken (id int primary key, egg int); create table egg (id int primary key, chicken int not null references chicken (id));
alter table chicken add foreign key (egg) references egg (id);
create table tree (id serial primary key, parent int references tree (id), email text not null unique check (email like '%_@_%._%'), site text check (site ~ '^https?://'));
create table settings (one boolean primary key default true check (one), data jsonb not null check (jsonb_typeof(data -> 'list') = 'array'));
create table measurements (at timestamptz not null, value float8) partition by range (at);
create table measurements_2031 partition of measurements for values from ('2031-01-01') to ('2032-01-01');
create table bookings (room int not null, during tsrange not null, exclude using gist (during with &&));
create table "Odd ""Name" ("order" int not null, "Größe 'x'" text not null, unique ("order"));
create table nothing ();
create function is_good(int) returns boolean language sql immutable as 'select $1 = 3';
create table judged (n int not null check (is_good(n)));`;

/** What a server refuses in as many ways as there are, and what it leaves out. */
export const REFUSING = `
create table deferred (id int primary key, other int references deferred (id) deferrable initially deferred, n int unique deferrable initially deferred);
create function often() returns trigger language plpgsql as 'begin if new.n % 2 = 0 then raise exception ''odd ones only''; end if; return new; end';
create table picky (n int not null unique); create trigger pick before insert on picky for each row execute function often();
create table moody (n int not null check (n * n = 2 * n + 12345679));
create function copied() returns trigger language plpgsql as 'begin insert into copies values (new.n); return new; end';
create table copies (n int); create table copying (n int not null); create trigger copy after insert on copying for each row execute function copied();
create table picked (n int not null references picky (n), m int not null references picky (n), unique (n, m));`;
