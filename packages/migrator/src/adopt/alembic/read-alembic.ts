import { AlembicSqlError } from '../../errors/adopt/alembic-errors.ts';
import type { Direction } from '../../revision/revision.ts';
import type { ForeignBody, ForeignFile, ForeignHistory, ForeignRevision } from '../foreign-history.ts';
import { sqlBody } from '../script/sql-body.ts';
import type { AlembicScript } from './alembic-script.ts';
import { offlineCommand } from './offline-commands.ts';
import { type OfflineSql, readOfflineSql } from './offline-sql.ts';
import { orderScripts } from './order-scripts.ts';
import { readAlembicScript } from './read-script.ts';
import { isRevisionFile } from './revision-files.ts';

export interface AlembicFiles {
  /** Files of the version locations. */
  readonly versions: readonly ForeignFile[];
  /** What `alembic upgrade --sql` and `alembic downgrade --sql` printed. */
  readonly sql: readonly ForeignFile[];
  /** The name of Alembic's table; default `alembic_version`. */
  readonly table?: string | undefined;
}

/** The migrations of a project, read from their text and ordered: parents and dependencies first. */
export function readAlembicScripts(versions: readonly ForeignFile[]): readonly AlembicScript[] {
  return orderScripts(versions.filter(({ path }) => isRevisionFile(path)).map(readAlembicScript));
}

/**
 * The history of a project's migrations, with ids, labels, dependencies and merges, and with the SQL that Alembic
 * itself printed for them. A migration that asks the database while it runs becomes a stub. Throws an
 * `AlembicFileError`, `AlembicCycleError` or `AlembicSqlError` for whatever is missing or ambiguous.
 */
export function readAlembic({ versions, sql, table = 'alembic_version' }: AlembicFiles): ForeignHistory {
  const scripts = readAlembicScripts(versions);
  const ids = new Set(scripts.map(({ id }) => id));
  const printed = new Map<string, OfflineSql>();
  for (const file of sql) {
    for (const step of readOfflineSql(file, table)) keep(step, printed, ids);
  }
  return {
    tool: 'alembic',
    revisions: scripts.map((script) => revisionOf(script, printed)),
    notes: noteOf([...printed.values()], table),
  };
}

/** What Alembic prints around every step is not a statement of the project, and has no line in one of its files. */
function noteOf(steps: readonly OfflineSql[], table: string): readonly string[] {
  const count = steps.reduce((sum, { removed }) => sum + removed.length, 0);
  return count === 0
    ? []
    : [`${count} statements that Alembic prints around its steps (${table}, BEGIN, COMMIT) are left out.`];
}

/** A step may be in several outputs: each range begins at one revision, so that ranges overlap where lines split. */
function keep(step: OfflineSql, printed: Map<string, OfflineSql>, ids: ReadonlySet<string>): void {
  const { revision, direction, file, line } = step;
  if (!ids.has(revision)) throw new AlembicSqlError({ problem: 'unknown-revision', revision, file, line });
  const key = `${direction} ${revision}`;
  const other = printed.get(key);
  if (other !== undefined && other.sql !== step.sql) {
    throw new AlembicSqlError({ problem: 'differs', revision, file, line });
  }
  printed.set(key, other ?? step);
}

function revisionOf(script: AlembicScript, printed: ReadonlyMap<string, OfflineSql>): ForeignRevision {
  const { id, parents, dependsOn, labels, message, createdAt, file } = script;
  const up = script.upgrade.kind === 'offline' ? printed.get(`upgrade ${id}`) : undefined;
  const down = script.downgrade.kind === 'offline' ? printed.get(`downgrade ${id}`) : undefined;
  const upgrade = bodyOf(script, 'upgrade', up);
  const downgrade = bodyOf(script, 'downgrade', down);
  const nothingBack = down?.count === 0 && up?.count !== 0;
  return {
    key: id,
    message: message === '' ? id : message,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...{ parents, dependsOn, labels, upgrade },
    downgrade: nothingBack ? { kind: 'irreversible', reason: `downgrade() does nothing in ${file}` } : downgrade,
    removed: [],
    source: file,
  };
}

function bodyOf(script: AlembicScript, direction: Direction, printed: OfflineSql | undefined): ForeignBody {
  const { id, file } = script;
  const way = script[direction];
  switch (way.kind) {
    case 'asks-database':
      return { kind: 'stub', reason: `${direction}() calls ${way.by}() in ${file}:${way.line}` };
    case 'refused': {
      const reason = `${way.why} in ${file}`;
      return direction === 'downgrade' ? { kind: 'irreversible', reason } : { kind: 'stub', reason };
    }
    case 'offline': {
      if (printed === undefined) {
        const command = offlineCommand(script, direction);
        throw new AlembicSqlError({ problem: 'missing', revision: id, file, command });
      }
      return sqlBody(printed);
    }
  }
}
