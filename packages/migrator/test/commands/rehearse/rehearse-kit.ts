import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, runCli } from '../../cli/run-cli.ts';
import type { FreshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

export interface RehearseWorkspace {
  readonly root: string;
  configure(config: object): void;
  revision(id: string, revises: string, sections: Sections): void;
  migrate(...argv: readonly string[]): Promise<CliResult>;
}

interface Sections {
  readonly up: string;
  readonly down?: string;
  /** On the marker of the upgrade. */
  readonly marker?: string;
  readonly downMarker?: string;
}

/** A workspace with the slice `shop`, whose commands work on a database. */
export function rehearseWorkspace(database?: Pick<FreshDatabase, 'url'>): RehearseWorkspace {
  const root = tempDir();
  mkdirSync(join(root, 'features/shop/migrations'), { recursive: true });
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop" }');
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  let number = 0;
  return {
    root,
    configure: (config) => writeFileSync(join(root, 'migrate.config.json'), JSON.stringify(config)),
    revision(id, revises, { up, down = '', marker = '', downMarker = '' }) {
      number += 1;
      const label = revises === '' ? '-- branch-label: shop\n' : '';
      writeFileSync(
        join(root, `features/shop/migrations/${number}_${id}_x.sql`),
        `-- revision: ${id}\n-- revises: ${revises}\n${label}-- message: step ${number}\n-- created: 2026-11-21T00:33:07Z\n\n-- migrate:upgrade${marker}\n${up}\n\n-- migrate:downgrade${downMarker}\n${down}\n`,
      );
    },
    migrate: (...argv) =>
      runCli(argv, {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', ...(database === undefined ? {} : { DATABASE_URL: database.url }) },
      }),
  };
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
