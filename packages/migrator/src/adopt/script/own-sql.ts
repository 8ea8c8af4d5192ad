import { ForeignTransactionError } from '../../errors/adopt/foreign-transaction-error.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import { Tokenizer } from '../../sql/tokens/tokenizer.ts';
import type { RemovedStatement } from '../foreign-history.ts';
import { writesLedger } from './writes-ledger.ts';

/** A part of a script that another tool ran: its statements, and the text from `start` to `end` that they are in. */
export interface ForeignScript {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly statements: readonly Statement[];
  readonly source: SourceFile;
  /** Names of the tool's own tables, as PostgreSQL stores them, without a schema. */
  readonly ledgers: ReadonlySet<string>;
}

/** What a project itself wrote in a script. */
export interface OwnSql {
  /** With its comments; without blanks at both ends. */
  readonly sql: string;
  /** How many statements are left. */
  readonly count: number;
  /** `false` where the statements cannot run in one transaction. */
  readonly transaction?: false;
  readonly removed: readonly RemovedStatement[];
}

const COMMITS = ['COMMIT', 'COMMIT TRANSACTION', 'END', 'END TRANSACTION'];
const LEFT_OUT: readonly string[] = ['BEGIN', 'START TRANSACTION', ...COMMITS];

/**
 * The script without what only the other tool needs: `BEGIN` and `COMMIT` at the top level (the runner controls
 * transactions), and statements that write only to the tool's ledger. Everything else stays as it is, comments too.
 * Throws a `ForeignTransactionError` for what cannot be left out without changing what the script does (`ROLLBACK`,
 * `SAVEPOINT`).
 */
export function ownSql(script: ForeignScript): OwnSql {
  const removed: { readonly statement: Statement; readonly why: RemovedStatement['why'] }[] = [];
  const kept: Statement[] = [];
  for (const statement of script.statements) {
    const why = reasonToRemove(statement, script);
    if (why === undefined) kept.push(statement);
    else removed.push({ statement, why });
  }
  const cuts = removed.map(({ statement }) => rangeOf(statement, script));
  const alone = kept.some(({ sql }) => readStatement(sql).runsAlone) || usesNewValue(script, kept);
  return {
    sql: without(script, cuts),
    count: kept.length,
    ...(alone ? { transaction: false } : {}),
    removed: removed.map(({ statement: { line, sql }, why }) => ({ line, text: sql, why })),
  };
}

function reasonToRemove(statement: Statement, { source, ledgers }: ForeignScript): RemovedStatement['why'] | undefined {
  const { kind } = readStatement(statement.sql);
  if (kind.kind === 'transaction-control') {
    if (LEFT_OUT.includes(kind.command)) return 'transaction';
    throw new ForeignTransactionError({ file: source.file, line: statement.line, command: kind.command });
  }
  return writesLedger(statement.sql, ledgers) ? 'ledger' : undefined;
}

/** PostgreSQL refuses a new enum value in the transaction that added it: a COMMIT in between was needed. */
function usesNewValue({ statements }: ForeignScript, kept: readonly Statement[]): boolean {
  const last = kept.at(-1);
  const added = statements.findIndex(({ sql }) => readStatement(sql).kind.kind === 'add-enum-value');
  if (added < 0 || last === undefined) return false;
  const committed = statements.findIndex(({ sql }, at) => at > added && isCommit(sql));
  return committed >= 0 && committed < statements.indexOf(last);
}

function isCommit(sql: string): boolean {
  const { kind } = readStatement(sql);
  return kind.kind === 'transaction-control' && COMMITS.includes(kind.command);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The statement with the semicolon after it, and its whole lines where nothing else is on them. */
function rangeOf({ offset, sql }: Statement, { text, start, end }: ForeignScript): Range {
  const tokens = new Tokenizer(text, offset + sql.length);
  let kind = tokens.next();
  while (kind === 'line-comment' || kind === 'block-comment') kind = tokens.next();
  const to = kind === 'symbol' && tokens.text === ';' ? tokens.end : offset + sql.length;
  const lineStart = Math.max(start, text.lastIndexOf('\n', offset - 1) + 1);
  const newline = text.indexOf('\n', to);
  const lineEnd = newline < 0 || newline >= end ? end : newline + 1;
  const alone = text.slice(lineStart, offset).trim() === '' && text.slice(to, lineEnd).trim() === '';
  return alone ? { from: lineStart, to: lineEnd } : { from: offset, to };
}

function without({ text, start, end }: ForeignScript, cuts: readonly Range[]): string {
  let left = '';
  let at = start;
  for (const { from, to } of cuts) {
    left += text.slice(at, Math.max(at, from));
    at = Math.max(at, to);
  }
  return `${left}${text.slice(at, end)}`.trim();
}
