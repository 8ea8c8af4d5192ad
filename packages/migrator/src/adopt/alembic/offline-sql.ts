import { AlembicSqlError } from '../../errors/adopt/alembic-errors.ts';
import type { Direction } from '../../revision/revision.ts';
import { scanScript } from '../../sql/script/scan-script.ts';
import type { Statement } from '../../sql/script/statement.ts';
import type { ForeignFile } from '../foreign-history.ts';
import { type OwnSql, ownSql } from '../script/own-sql.ts';

/** What `alembic … --sql` printed for one direction of one revision. */
export interface OfflineSql extends OwnSql {
  readonly revision: string;
  readonly direction: Direction;
  readonly file: string;
  readonly line: number;
}

/** What Alembic prints before the SQL of each step: the revisions from which it starts, and those that it reaches. */
const STEP = /^-- Running (upgrade|downgrade) (.*?) ?-> ?(.*)$/;
const STEP_LIKE = /-- Running (?:up|down)grade /y;

/**
 * The parts of an output of `alembic upgrade --sql` or `downgrade --sql`, one for each step, without BEGIN, COMMIT and
 * the statements on `ledger` (the name of Alembic's table). Throws an `AlembicSqlError` where there is no step, an
 * `SqlTextError` where the text is not SQL.
 */
export function readOfflineSql({ path, ...file }: ForeignFile, ledger: string): readonly OfflineSql[] {
  const text = file.text.replace(/^\uFEFF/, '');
  const source = { slice: '', file: path };
  const parts = scanScript(text, source, 0, isStep);
  const steps: { revision: string; direction: Direction; line: number; start: number; statements: Statement[] }[] = [];
  const starts = lineStarts(text);
  for (const part of parts) {
    if (part.kind === 'statement') {
      steps.at(-1)?.statements.push(part.statement);
      continue;
    }
    const [whole, direction, from = '', to = ''] = STEP.exec(part.marker.text) ?? [];
    if (whole === undefined || !part.marker.ownLine) continue;
    const { line } = part.marker;
    const upgrade = direction === 'upgrade';
    const revision = (upgrade ? to : from).trim();
    const start = (starts[line - 1] ?? 0) + part.marker.column - 1 + part.marker.text.length;
    steps.push({ revision, direction: upgrade ? 'upgrade' : 'downgrade', line, start, statements: [] });
  }
  if (steps.length === 0) throw new AlembicSqlError({ problem: 'no-markers', file: path });
  return steps.map(({ revision, direction, line, start, statements }, at) => {
    const next = steps[at + 1];
    const end = next === undefined ? text.length : (starts[next.line - 1] ?? text.length);
    const own = ownSql({ text, start, end, statements, source, ledgers: new Set([ledger]) });
    return { ...own, revision, direction, file: path, line };
  });
}

function isStep(text: string, offset: number): boolean {
  STEP_LIKE.lastIndex = offset;
  return STEP_LIKE.test(text);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
