import { DrizzleHistoryError } from '../../errors/adopt/drizzle-history-error.ts';
import type { ForeignFile, ForeignHistory } from '../foreign-history.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';
import { drizzleRevision } from './drizzle-revision.ts';
import { isRecord, jsonOf } from './json-of.ts';

interface Entry {
  readonly tag: string;
  readonly when: number;
}

/**
 * The layout of drizzle-kit 0.x: the journal says the order, each entry has a file of its own. Files that are in no
 * journal are left out when they are `accepted`; otherwise a `DrizzleHistoryError` is thrown.
 */
export function readJournal(
  folder: string,
  journal: ForeignFile,
  files: readonly ForeignFile[],
  ledger: LedgerRelation,
  accepted: readonly string[] = [],
): Pick<ForeignHistory, 'revisions' | 'notes'> {
  const entries = entriesOf(journal);
  const texts = new Map(files.map((file) => [file.path, file]));
  const revisions = entries.map(({ tag, when }, at) => {
    const file = texts.get(`${folder}/${tag}.sql`);
    if (file === undefined)
      throw new DrizzleHistoryError({ file: `${folder}/${tag}.sql`, problem: 'file-missing', tag });
    const before = entries[at - 1];
    return drizzleRevision({ key: tag, file, when, parents: before === undefined ? [] : [before.tag] }, ledger);
  });
  const strays = straysIn(folder, files, new Set(entries.map(({ tag }) => tag)));
  const [refused, ...more] = strays.filter(({ tag }) => !accepted.includes(tag));
  if (refused !== undefined) {
    const tags = [refused, ...more].map(({ tag }) => tag);
    throw new DrizzleHistoryError({ file: refused.path, problem: 'not-in-journal', tags });
  }
  const leftOut = strays.map(({ path }) => `${path} is left out: it is not in meta/_journal.json.`);
  return { revisions, notes: [...leftOut, ...notesOf(entries)] };
}

function entriesOf(journal: ForeignFile): readonly Entry[] {
  const file = journal.path;
  const value = jsonOf(journal);
  if (!isRecord(value) || !Array.isArray(value.entries)) throw new DrizzleHistoryError({ file, problem: 'no-entries' });
  if (value.dialect !== undefined && value.dialect !== 'postgresql' && value.dialect !== 'pg')
    throw new DrizzleHistoryError({ file, problem: 'not-postgresql' });
  const entries = value.entries.map((entry: unknown, at): Entry => {
    const { tag, when } = isRecord(entry) ? entry : {};
    if (typeof tag !== 'string' || !isTag(tag) || typeof when !== 'number' || !isTime(when))
      throw new DrizzleHistoryError({ file, problem: 'entry-malformed', number: at + 1 });
    return { tag, when };
  });
  const seen = new Set<string>();
  for (const { tag } of entries) {
    if (seen.has(tag)) throw new DrizzleHistoryError({ file, problem: 'entry-twice', tag });
    seen.add(tag);
  }
  return entries;
}

/** A name of a file in the folder, in one word: it becomes a part of the header. */
function isTag(tag: string): boolean {
  return /^[^\s/\\\p{Cc}]+$/u.test(tag) && !tag.includes('..');
}

function isTime(when: number): boolean {
  return Number.isSafeInteger(when) && Math.abs(when) <= 8.64e15;
}

interface Stray {
  readonly tag: string;
  readonly path: string;
}

/** Files that look as if drizzle-kit wrote them: somebody may think that they have run. */
function straysIn(folder: string, files: readonly ForeignFile[], tags: ReadonlySet<string>): readonly Stray[] {
  return files.flatMap(({ path }) => {
    const [, tag] = /^(\d{4}_[^/]+)\.sql$/.exec(path.slice(folder.length + 1)) ?? [];
    return tag === undefined || tags.has(tag) ? [] : [{ tag, path }];
  });
}

/** drizzle-orm's migrator skips what is older than the newest row of the ledger. */
function notesOf(entries: readonly Entry[]): readonly string[] {
  let newest: Entry | undefined;
  return entries.flatMap((entry) => {
    const later = newest;
    if (later === undefined || entry.when > later.when) newest = entry;
    return later === undefined || entry.when > later.when
      ? []
      : [
          `${entry.tag} is not newer than ${later.tag}, which comes before it in the journal: a database that had ${later.tag} first never got it.`,
        ];
  });
}
