// umzug has neither SQL files nor a storage for PostgreSQL: the shortest glue for both. Arguments: URL, folder, `up` or `down`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Umzug } from 'umzug';

const [url = '', folder = '', direction] = process.argv.slice(2);
const client = new pg.Client(url);
await client.connect();
const run = (/** @type {string} */ file) => client.query(`begin;\n${readFileSync(join(folder, file), 'utf8')}\ncommit`);
const umzug = new Umzug({
  migrations: readdirSync(folder)
    .filter((file) => file.endsWith('.up.sql'))
    .map((file) => ({
      name: file,
      up: () => run(file),
      down: () => run(file.replace('.up.sql', '.down.sql')),
    })),
  storage: {
    async logMigration({ name }) {
      await client.query('insert into umzug (name) values ($1)', [name]);
    },
    async unlogMigration({ name }) {
      await client.query('delete from umzug where name = $1', [name]);
    },
    async executed() {
      await client.query(
        'create table if not exists umzug (name text primary key, at timestamptz not null default now())',
      );
      return (await client.query('select name from umzug order by name')).rows.map(({ name }) => name);
    },
  },
  logger: undefined,
});
if (direction === 'down') await umzug.down({ to: 0 });
else await umzug.up();
await client.end();
