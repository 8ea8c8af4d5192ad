import { expect } from 'vitest';
import { HAS_PG_DUMP } from '../../support/pg-dump.ts';
import type { MigrateResult } from '../../support/run-migrate.ts';

/**
 * Whether a copy was made. Where there is no pg_dump for it, the result is the typed error that says so, and nothing ran.
 */
export function wasCopied({ exitCode, stdout, stderr }: Omit<MigrateResult, 'signal'>): boolean {
  if (HAS_PG_DUMP) return true;
  expect({ exitCode, said: stdout + stderr }).toEqual({
    exitCode: 1,
    said: expect.stringMatching(/rehearsal-copy[\s\S]*The copy needs pg_(?:dump|restore)\b/),
  });
  return false;
}

export const [A, B, C, D, E] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc', 'dddddddddddd', 'eeeeeeeeeeee'];

/** 12,000 customers, two orders of each with two lines each, and a small table; what is in them is personal. */
export const SHOP = `create table customers (id integer primary key, email varchar(60) not null unique, name text, born date, boss integer references customers);
create table orders (id integer primary key, customer integer not null references customers, total integer not null default 0, note text);
create table lines (id integer primary key, "order" integer not null references orders on delete cascade, sku text not null);
create table skus (sku text primary key);
create materialized view sums as select customer, count(*) as orders from orders group by customer;
create sequence numbers;`;

export const ROWS = `insert into customers select g, 'secret-' || g || '@example.com', 'Person ' || g, '1990-01-01', nullif(g / 2, 0) from generate_series(1, 12000) g;
insert into orders select g, 1 + g % 12000, g % 100, 'note of secret-' || g from generate_series(1, 24000) g;
insert into lines select g, 1 + g % 24000, 'sku' || g % 10 from generate_series(1, 48000) g;
insert into skus select 'sku' || g from generate_series(0, 9) g;
select setval('numbers', 4711);
refresh materialized view sums;
analyze;`;
