import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TABLES = 20;

/**
 * Writes a workspace with one slice: a base of twenty tables with keys, indexes and foreign keys, and two branches that commute, each of so many
 * revisions of the usual kinds.
 *
 * @param {string} root
 * @param {number} length revisions of each branch
 * @param {string} salt makes the files others than those of the last run, so that no template of it counts
 */
export function writeBranches(root, length, salt) {
  const folder = join(root, 'features/shop/migrations');
  mkdirSync(join(root, 'features/shop/src'), { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop" }');
  writeFileSync(join(root, 'features/shop/src/schema.ts'), 'export {};\n');
  /** @param {string} id @param {string} below @param {string} up @param {string} down @param {string} option */
  const write = (id, below, up, down, option = '') => {
    const header = `-- revision: ${id}\n${below === '' ? '-- branch-label: shop\n' : `-- revises: ${below}\n`}-- message: step ${id}\n--\n-- ${salt}\n`;
    writeFileSync(
      join(folder, `${id}.sql`),
      `${header}\n-- migrate:upgrade\n${up}\n-- migrate:downgrade${option}\n${down}\n`,
    );
  };
  const tables = Array.from({ length: TABLES }, (_, n) => {
    const parent = n === 0 ? '' : `,\n  parent_id integer references t${n - 1} (id)`;
    return `create table t${n} (\n  id serial primary key, name varchar(80) not null, amount numeric(12,2) not null default 0,\n  made_at timestamptz not null default '2026-01-01', data jsonb${parent}\n);\ncreate index t${n}_name on t${n} (name);`;
  });
  write(
    'base00000000',
    '',
    tables.join('\n'),
    Array.from({ length: TABLES }, (_, n) => `drop table t${TABLES - 1 - n};`).join('\n'),
    ' lossy="all"',
  );
  for (const side of ['a', 'b']) {
    for (let at = 0; at < length; at += 1) {
      const [up, down] = step(side, at);
      const id = (/** @type {number} */ n) => `${side}${String(n).padStart(11, '0')}`;
      write(id(at), at === 0 ? 'base00000000' : id(at - 1), up, down, ' lossy="what is new"');
    }
  }
}

/** @param {string} side @param {number} at @returns {readonly [string, string]} */
function step(side, at) {
  const table = `t${(at * 2 + (side === 'a' ? 0 : 1)) % TABLES}`;
  const name = `${side}${at}`;
  switch (at % 5) {
    case 0:
      return [`alter table ${table} add column ${name} text;`, `alter table ${table} drop column ${name};`];
    case 1:
      return [`create index ${name}_index on ${table} (made_at);`, `drop index ${name}_index;`];
    case 2:
      return [
        `create table ${name} (id serial primary key, ref integer references t0 (id), note text);`,
        `drop table ${name};`,
      ];
    case 3:
      return [
        `alter table ${table} add constraint ${name}_check check (amount < 100000000000);`,
        `alter table ${table} drop constraint ${name}_check;`,
      ];
    default:
      return [
        `update ${table} set data = '{}' where data is null;\nalter table ${table} add column ${name} integer not null default 7;`,
        `alter table ${table} drop column ${name};`,
      ];
  }
}
