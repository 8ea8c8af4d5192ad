import { PrismaHistoryError } from '../../errors/adopt/prisma-history-error.ts';
import type { ForeignFile, ForeignHistory, ForeignRevision } from '../foreign-history.ts';
import { ownFile } from '../script/own-file.ts';
import { sqlBody } from '../script/sql-body.ts';
import { prismaChecksums } from './prisma-checksums.ts';

const PROVIDER = /^\s*provider\s*=\s*["']([^"'\n]*)["']/m;
/** `20240301100000_add_users`; a baseline may be `0_init`. */
const NAME = /^(\d+)_?(.*)$/;
const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/** Prisma's own table, in the schema that the database URL names with `?schema=`, otherwise `public`. */
export const PRISMA_TABLE = '_prisma_migrations';

/**
 * Reads Prisma's migrations: one folder each with a `migration.sql`, in the order of their names. A `down.sql` beside
 * it, which Prisma itself never runs, is the downgrade. Throws a `PrismaHistoryError`, and an `SqlTextError` for SQL
 * that cannot be split into statements.
 *
 * @param folder `prisma/migrations`
 * @param files all files below it
 */
export function readPrisma(folder: string, files: readonly ForeignFile[], table = PRISMA_TABLE): ForeignHistory {
  const texts = new Map(files.map((file) => [file.path, file]));
  checkProvider(texts.get(`${folder}/migration_lock.toml`));
  const names = new Set(
    files.flatMap(({ path }) =>
      path
        .slice(folder.length + 1)
        .split('/')
        .slice(0, -1)
        .slice(0, 1),
    ),
  );
  if (names.size === 0) throw new PrismaHistoryError({ file: folder, problem: 'nothing-there' });
  let parent: string | undefined;
  const revisions = [...names].sort(byBytes).map((name) => {
    const up = texts.get(`${folder}/${name}/migration.sql`);
    if (up === undefined) throw new PrismaHistoryError({ file: `${folder}/${name}`, problem: 'no-sql' });
    const revision = revisionOf(name, up, texts.get(`${folder}/${name}/down.sql`), parent, table);
    parent = name;
    return revision;
  });
  return { tool: 'prisma', revisions };
}

/** As Rust compares names: by their bytes, whatever the locale. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkProvider(lock: ForeignFile | undefined): void {
  if (lock === undefined) return;
  const provider = PROVIDER.exec(lock.text)?.[1];
  if (provider === undefined) throw new PrismaHistoryError({ file: lock.path, problem: 'lock-unreadable' });
  if (provider === 'postgresql' || provider === 'postgres') return;
  throw new PrismaHistoryError({ file: lock.path, problem: 'not-postgresql', provider });
}

function revisionOf(
  name: string,
  up: ForeignFile,
  down: ForeignFile | undefined,
  parent: string | undefined,
  table: string,
): ForeignRevision {
  const [, digits = '', words = ''] = NAME.exec(name) ?? [];
  const own = ownFile(up, table);
  const back = down === undefined ? undefined : ownFile(down, table);
  return {
    key: name,
    message: (words === '' ? name : words).replaceAll('_', ' ').trim() || name,
    createdAt: timeOf(digits),
    parents: parent === undefined ? [] : [parent],
    dependsOn: [],
    labels: [],
    upgrade: sqlBody(own),
    ...(back === undefined ? {} : { downgrade: sqlBody(back) }),
    removed: [...own.removed, ...(back?.removed ?? [])],
    source: up.path,
    ...prismaChecksums(up.text),
  };
}

/** Prisma names folders by the time in UTC. */
function timeOf(digits: string): string | undefined {
  const [, year, month, day, hour, minute, second] = TIME.exec(digits) ?? [];
  if (year === undefined) return undefined;
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(time.slice(0, -1)) ? undefined : time;
}
