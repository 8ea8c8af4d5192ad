/** One of every kind, on the table `orders` of the demo; several in a file, and files in no helpful order. */
export const CREATED: Readonly<Record<string, string>> = {
  a_views: `
    create view sums as select mood, sum(total) as total from orders group by mood;
    create view big as select id, total, note from orders where total > 10;
    create view bigger as select id, label(id) as label from big;
    create materialized view notes as select note, count(*) as n from orders group by note;
    create unique index notes_note on notes (note);
    comment on view bigger is 'large orders';
    comment on column orders.total is 'in euro, with VAT';
  `,
  functions: `
    create or replace function twice(n integer) returns integer language sql immutable as 'select n * 2';
    create function label(n integer) returns text language plpgsql as $$ begin return 'order ' || n; end $$;
    create function total_of(orders) returns numeric language sql stable as $$ select ($1).total $$;
    create function busy() returns bigint language sql begin atomic select count(id) from orders where note is not null; end;
    create procedure clean(days integer default 30) language plpgsql as $$ begin delete from orders where ends < now() - days * interval '1 day'; end $$;
    create aggregate product(integer) (sfunc = int4mul, stype = integer, initcond = '1');
    comment on function twice(integer) is 'n, twice';
    comment on aggregate product(integer) is 'all of them';
  `,
  on_table: `
    create function touch() returns trigger language plpgsql as $$ begin new.note := trim(new.note); return new; end $$;
    create trigger touch before insert or update of note on orders for each row execute function touch();
    create constraint trigger late after insert on orders deferrable for each row when (new.total > 1000000) execute function touch();
    alter table orders add constraint no_overlap exclude using gist (id with =, tsrange(starts, ends) with &&);
    create policy calm on orders for select using (mood = 'calm');
    create index orders_note on orders (lower(note) text_pattern_ops) where note is not null;
    create statistics orders_stat (dependencies) on note, mood from orders;
    create rule quiet as on delete to orders where old.mood = 'happy' do instead nothing;
    comment on trigger touch on orders is 'trims';
    comment on constraint no_overlap on orders is 'one at a time';
  `,
  types: `
    create domain email as text check (value like '%@%');
    create type pair as (a integer, b email);
    create type span as range (subtype = integer);
    create function pair_text(pair) returns text language sql immutable as $$ select ($1).b::text $$;
    create cast (pair as text) with function pair_text(pair);
    create collation simple (provider = libc, locale = 'C');
    create operator === (leftarg = email, rightarg = email, function = same);
    create function same(email, email) returns boolean language sql immutable as $$ select $1::text = $2::text $$;
    comment on domain email is 'has an at';
  `,
  globals: `
    create publication feed for table orders (id, note);
    create extension if not exists btree_gist;
    create text search configuration plain (copy = simple);
    comment on extension btree_gist is 'for no_overlap';
  `,
};

const replace = (text: string | undefined, ...pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`no ${from}`);
    return result.replace(from, to);
  }, text ?? '');

/** Every kind changed, some so that they can be replaced, some so that they cannot. */
export const CHANGED: Readonly<Record<string, string>> = {
  a_views: replace(
    CREATED.a_views,
    ['sum(total) as total', 'sum(total) as total, count(*) as n'],
    ['total > 10', 'total > 20 and note is not null'],
    ['count(*) as n from', 'count(*) as many from'],
    ['large orders', 'larger orders'],
    ["'in euro, with VAT'", "'in euro; it''s with VAT'"],
  ),
  functions: replace(
    CREATED.functions,
    ['n * 2', 'n + n'],
    ['function label(n integer)', 'function label(number integer)'],
    ['|| n;', '|| number;'],
    ['days integer default 30', 'days integer default 60'],
    ["initcond = '1'", "initcond = '2'"],
    ["'n, twice'", "'two n'"],
  ),
  on_table: replace(
    CREATED.on_table,
    ['trim(new.note)', 'btrim(new.note)'],
    ['update of note', 'update of note, total'],
    ['new.total > 1000000', 'new.total > 2000000'],
    ['with &&)', 'with &&) where (id > 0)'],
    ["mood = 'calm')", "mood = 'calm' or total is null)"],
    ['lower(note) text_pattern_ops', 'lower(note)'],
    ['(dependencies)', '(ndistinct)'],
    ["mood = 'happy' do", "mood = 'calm' do"],
    ["'trims'", "'trims notes'"],
  ),
  types: replace(
    CREATED.types,
    ["'%@%'", "'%@%.%'"],
    ['a integer, b email', 'a bigint, b email'],
    ['subtype = integer', 'subtype = bigint'],
    ["locale = 'C'", "locale = 'POSIX'"],
  ),
  globals: replace(CREATED.globals, ['(id, note)', '(id, total)'], ['for no_overlap', 'for constraints']),
};
