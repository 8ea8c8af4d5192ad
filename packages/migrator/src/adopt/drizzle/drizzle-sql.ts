import { isMarkerLike } from '../../revision/sections/marker-like.ts';
import { groupSections } from '../../revision/sections/sections.ts';
import { scanScript } from '../../sql/script/scan-script.ts';
import type { ScriptPart } from '../../sql/script/script-part.ts';
import { splitStatements } from '../../sql/script/split-statements.ts';
import type { ForeignFile } from '../foreign-history.ts';
import { type OwnSql, ownSql } from '../script/own-sql.ts';

/** Drizzle-orm's migrators split files at it wherever it is, even if `breakpoints` is off. */
const BREAKPOINT = '--> statement-breakpoint';

/**
 * The SQL of a migration without breakpoints and without what only drizzle-kit needs; each statement has its semicolon.
 * Throws a `ForeignTransactionError`, and a `RevisionFileError` with the place in the file, if it cannot be split into
 * statements or contains what a revision cannot.
 *
 * @param ledgers see `ForeignScript`
 */
export function drizzleSql({ path, text: written }: ForeignFile, ledgers: ReadonlySet<string>): OwnSql {
  const text = written.replace(/^\uFEFF/, '');
  const source = { slice: '', file: path };
  const found: ScriptPart[] = [];
  const parts: OwnSql[] = [];
  let start = 0;
  for (const part of text.split(BREAKPOINT)) {
    const end = start + part.length;
    const scanned = scanScript(text.slice(0, end), source, start, isMarkerLike);
    found.push(...scanned);
    const statements = scanned.flatMap((each) => (each.kind === 'statement' ? [each.statement] : []));
    parts.push(ownSql({ text, start, end, statements, source, ledgers }));
    start = end + BREAKPOINT.length;
  }
  refuseMarkers(found, path);
  const count = parts.reduce((sum, each) => sum + each.count, 0);
  const sql = parts.map((each) => (each.count === 0 ? each.sql : withSemicolon(each.sql, path)));
  return {
    // A file of comments, such as the one of `drizzle-kit generate --custom`, does nothing.
    sql: count === 0 ? '' : sql.filter((each) => each !== '').join('\n'),
    count,
    ...(parts.some(({ transaction }) => transaction === false) ? { transaction: false } : {}),
    removed: parts.flatMap(({ removed }) => removed),
  };
}

/** A comment that a revision would take for the beginning of a section. */
function refuseMarkers(parts: readonly ScriptPart[], file: string): void {
  const markers = parts.filter(({ kind }) => kind === 'marker');
  const first = { text: '-- migrate:upgrade', line: 1, column: 1, ownLine: true };
  groupSections([{ kind: 'marker', marker: first }, ...markers], { slice: '', file });
}

function withSemicolon(sql: string, file: string): string {
  const last = splitStatements(sql, { slice: '', file }).at(-1);
  if (last === undefined) return sql;
  const end = last.offset + last.sql.length;
  // A superfluous semicolon after a comment makes no statement.
  return /^\s*;/.test(sql.slice(end)) ? sql : `${sql.slice(0, end)};${sql.slice(end)}`;
}
