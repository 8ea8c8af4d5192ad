import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { init } from '../../../src/commands/init/init.ts';
import { initPlace } from '../../../src/wiring/init-place.ts';
import { dockerSays } from './docker.ts';

export const SHOP_IMAGE = 'braid-test/shop';
const PACKAGE = resolve(import.meta.dirname, '../../..');

const MIGRATIONS: Readonly<Record<string, string>> = {
  'aaaaaaaaaaaa_items.sql': `-- revision: aaaaaaaaaaaa
-- branch-label: shop
-- message: items

-- migrate:upgrade
create table items (id int primary key, name text not null);

-- migrate:downgrade
drop table items;
`,
  'bbbbbbbbbbbb_fill.ts': `// revision: bbbbbbbbbbbb
// revises: aaaaaaaaaaaa
// message: fill items
import { sql } from 'drizzle-orm';

const names: readonly string[] = ['apple', 'pear'];

export async function upgrade(op: any): Promise<void> {
  for (const [id, name] of names.entries()) await op.db.execute(sql\`insert into items values (\${id}, \${name})\`);
}

export async function downgrade(op: any): Promise<void> {
  await op.execute('delete from items');
}
`,
  // As slow as the database says.
  'cccccccccccc_slow.sql': `-- revision: cccccccccccc
-- revises: bbbbbbbbbbbb
-- message: slow

-- migrate:upgrade
insert into items values (99, 'half');
select pg_sleep(coalesce(current_setting('shop.slow', true), '0')::float8);

-- migrate:downgrade
delete from items where id = 99;
`,
};

/** A workspace as a user has it: Braid from a package of this checkout, three revisions, and the deployment kit. */
export function writeShop(root: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', root], { cwd: PACKAGE });
  const tarball = readdirSync(root).find((name) => name.endsWith('.tgz'));
  const manifest = {
    ...{ name: 'shop', version: '1.0.0', private: true, type: 'module' },
    dependencies: { '@braid/migrator': `file:${tarball}`, 'drizzle-orm': '1.0.0-rc.5' },
    devDependencies: { typescript: '*' },
  };
  write('package.json', JSON.stringify(manifest));
  write('migrate.config.json', '{ "slices": ["db"] }');
  write('db/slice.json', '{ "label": "shop", "schema": null }');
  // Never to be seen in the image.
  write('.env', 'DATABASE_URL=postgres://canary@nowhere/none');
  for (const [name, text] of Object.entries(MIGRATIONS)) write(`db/migrations/${name}`, text);
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--silent'], { cwd: root });
  init(initPlace(root, undefined), { template: 'deploy' });
}

/** The image of the kit. Its network is this machine's, so that it reaches the package registry as this machine does. */
export function buildShop(root: string): void {
  const image = ['--build-arg', 'NODE_IMAGE=braid-test/node', '-t', SHOP_IMAGE];
  dockerSays(['build', '-q', '--network', 'host', '-f', join(root, 'deploy/Dockerfile'), ...image, root]);
}
