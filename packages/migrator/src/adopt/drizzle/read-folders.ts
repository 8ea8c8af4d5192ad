import { DrizzleHistoryError } from '../../errors/adopt/drizzle-history-error.ts';
import type { ForeignFile, ForeignRevision } from '../foreign-history.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';
import { drizzleRevision } from './drizzle-revision.ts';
import { isRecord, jsonOf } from './json-of.ts';

interface Migration {
  readonly name: string;
  readonly file: ForeignFile;
  readonly id: string;
  readonly prevIds: readonly string[];
}

/** What the snapshot of the very first migration names as the one before it. */
const ORIGIN = '00000000-0000-0000-0000-000000000000';

/**
 * The layout of drizzle-kit 1.x: one folder a migration, run in the order of their names; `prevIds` in `snapshot.json`
 * are the edges of the graph, several where branches were joined.
 */
export function readFolders(
  folder: string,
  files: readonly ForeignFile[],
  ledger: LedgerRelation,
): readonly ForeignRevision[] {
  const texts = new Map(files.map((file) => [file.path, file]));
  const migrations = files
    .flatMap((file) => {
      const [, name] = /^([^/]+)\/migration\.sql$/.exec(file.path.slice(folder.length + 1)) ?? [];
      return name === undefined ? [] : [migrationOf(folder, name, file, texts)];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const byId = new Map<string, Migration>();
  for (const migration of migrations) {
    const other = byId.get(migration.id);
    if (other !== undefined) {
      const facts = { problem: 'snapshot-twice', id: migration.id, other: other.name } as const;
      throw new DrizzleHistoryError({ file: snapshotOf(folder, migration.name), ...facts });
    }
    byId.set(migration.id, migration);
  }
  const parentsOf = ({ name, prevIds }: Migration): readonly string[] =>
    prevIds.map((id) => {
      const parent = byId.get(id);
      if (parent !== undefined) return parent.name;
      throw new DrizzleHistoryError({ file: snapshotOf(folder, name), problem: 'parent-missing', parent: id });
    });
  const revisions = migrations.map((migration) => {
    const { name, file } = migration;
    return drizzleRevision({ key: name, file, when: timeOf(folder, name), parents: parentsOf(migration) }, ledger);
  });
  return parentsFirst(folder, revisions);
}

function migrationOf(
  folder: string,
  name: string,
  file: ForeignFile,
  texts: ReadonlyMap<string, ForeignFile>,
): Migration {
  const path = snapshotOf(folder, name);
  const snapshot = texts.get(path);
  if (snapshot === undefined) throw new DrizzleHistoryError({ file: path, problem: 'snapshot-missing', name });
  const value = jsonOf(snapshot);
  const { id, prevIds, dialect } = isRecord(value) ? value : {};
  if (dialect !== undefined && dialect !== 'postgres' && dialect !== 'postgresql')
    throw new DrizzleHistoryError({ file: path, problem: 'not-postgresql' });
  const previous: readonly unknown[] = Array.isArray(prevIds) ? prevIds : [undefined];
  const ids = previous.filter((each) => typeof each === 'string');
  if (typeof id !== 'string' || ids.length < previous.length)
    throw new DrizzleHistoryError({ file: path, problem: 'snapshot-malformed' });
  return { name, file, id, prevIds: [...new Set(ids)].filter((each) => each !== ORIGIN) };
}

function snapshotOf(folder: string, name: string): string {
  return `${folder}/${name}/snapshot.json`;
}

/** `20260103141500_late_hulk`: UTC to the second. */
function timeOf(folder: string, name: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(name) ?? [];
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (/\s/.test(name) || Number.isNaN(time))
    throw new DrizzleHistoryError({ file: `${folder}/${name}`, problem: 'folder-name', name });
  return time;
}

/** In the order of names as far as parents allow. */
function parentsFirst(folder: string, revisions: readonly ForeignRevision[]): readonly ForeignRevision[] {
  const ordered: ForeignRevision[] = [];
  const done = new Set<string>();
  let rest = revisions;
  while (rest.length > 0) {
    const next = rest.find(({ parents }) => parents.every((parent) => done.has(parent)));
    if (next === undefined)
      throw new DrizzleHistoryError({ file: folder, problem: 'cycle', names: rest.map(({ key }) => key) });
    ordered.push(next);
    done.add(next.key);
    rest = rest.filter((each) => each !== next);
  }
  return ordered;
}
