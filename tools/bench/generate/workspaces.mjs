import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** @param {string} name */
function workspace(name) {
  const root = mkdtempSync(join(tmpdir(), `braid-bench-${name}-`));
  const write = (/** @type {string} */ file, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('package.json', `{ "name": "${name}", "type": "module" }\n`);
  write('migrate.config.json', '{}\n');
  mkdirSync(join(root, 'node_modules'));
  for (const module of ['drizzle-orm', 'drizzle-kit'])
    symlinkSync(join(repository, 'node_modules', module), join(root, 'node_modules', module));
  return { root, write };
}

const IMPORTS =
  "import { sql } from 'drizzle-orm';\nimport { check, index, integer, jsonb, numeric, pgEnum, pgTable, serial, text, timestamp, varchar } from 'drizzle-orm/pg-core';\n";

/**
 * A hundred tables as they are in practice: ten columns, an enum, a foreign key to the table before, two indexes and a check.
 *
 * @param {number} tables
 * @param {string} more a column more on the table in the middle
 */
function schemaText(tables, more) {
  const definitions = Array.from({ length: tables }, (_, at) => {
    const link = at === 0 ? '' : `\n  before: integer().references(() => t${at - 1}.id),`;
    const added = more !== '' && at === tables >> 1 ? `\n  ${more}: text(),` : '';
    return `export const t${at} = pgTable('t${at}', {
  id: serial().primaryKey(),${link}
  symbol: varchar({ length: 50 }).notNull(),
  state: state().notNull().default('open'),
  price: numeric({ precision: 15, scale: 4 }),
  quantity: integer().notNull().default(1),
  note: text(),
  data: jsonb().notNull().default({}),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }),${added}
}, (t) => [index('t${at}_symbol_idx').on(t.symbol, t.createdAt), index('t${at}_open_idx').on(t.id).where(sql\`\${t.state} = 'open'\`), check('t${at}_quantity_check', sql\`\${t.quantity} > 0\`)]);`;
  });
  return `${IMPORTS}export const state = pgEnum('state', ['open', 'closed', 'gone']);\n${definitions.join('\n')}\n`;
}

/** One slice, `big`. @param {number} tables */
export function bigSlice(tables) {
  const { root, write } = workspace('big');
  write('features/big/slice.json', '{ "label": "big" }\n');
  const setSchema = (/** @type {string} */ more) => write('features/big/src/schema.ts', schemaText(tables, more));
  setSchema('');
  return { root, setSchema };
}

/** The six slices of the reference workspace with their history, in a git repository; `stage` changes a schema for the next commit. */
export function sixSlices() {
  const { root, write } = workspace('six');
  cpSync(join(repository, 'features'), join(root, 'features'), {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist)$/.test(path),
  });
  cpSync(join(repository, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'));
  mkdirSync(join(root, 'node_modules/@braid'));
  for (const slice of readdirSync(join(root, 'features')))
    symlinkSync(join(root, 'features', slice), join(root, 'node_modules/@braid', slice));
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root });
  write('.gitignore', 'node_modules\n.braid\ndrizzle\n');
  git('init', '--quiet', '-b', 'main');
  git('add', '--all');
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '--message', 'six slices');
  const stage = () => {
    appendFileSync(join(root, 'features/events/src/schema.ts'), '\n// a remark\n');
    git('add', '--all');
  };
  return { root, stage };
}
