import type { AppliedRevision } from '../../../state/applied-revision.ts';
import type { DatabaseState } from '../../../state/database-state.ts';
import type { HalfRunState } from '../../../state/half-run-state.ts';
import type { LeaseHolder } from '../../../state/lease.ts';
import { splitRuns } from '../../../state/split-runs.ts';
import type { Script } from '../run/script.ts';
import type { ScriptAnswer } from '../run/script-query.ts';
import { addBeginning, cell, iso, list, type Row, statementsBeforeState } from './read-beginning.ts';
import type { StateNames } from './state-names.ts';

/**
 * Adds the statements that read everything, from one snapshot, in a read-only transaction that ends with the message.
 */
export function addReadState(script: Script, names: StateNames, statementMs?: number): Script {
  return addBeginning(script, names, statementMs)
    .add(
      // One cell for all: at 10,000 revisions a tenth of what a hundred thousand cells cost the driver.
      `select coalesce(json_agg(json_build_array(revision, slice, array_to_string(parents, ','), array_to_string(dependencies, ','), checksum,
${iso('applied_at')}, applied_by, duration_ms::text, tool_version, run_id) order by applied_at, revision), '[]') from ${names.applied}`,
    )
    .add(
      `select revision, direction, array_to_string(done, ','), intent, ${iso('since')} from ${names.progress} order by since, revision`,
    )
    .add(
      `select run_id, host, pid, ${iso('since')}, ${iso('expires_at')}, expires_at <= clock_timestamp(), runs from ${names.lease} where run_id is not null`,
    );
}

/** The state in an answer to `addReadState`, whose first statement is number `first` of the answer. */
export function parseState(answer: ScriptAnswer, first: number): DatabaseState {
  const rows = (offset: number): readonly Row[] => answer.rows[first + offset] ?? [];
  const holder = rows(statementsBeforeState + 3).map(parseHolder)[0];
  const applied = jsonRows(rows(statementsBeforeState + 1)[0]?.[0]).map(parseApplied);
  const begun = rows(statementsBeforeState + 2).map(parseHalfRun);
  return {
    initialized: answer.completed > first + statementsBeforeState,
    applied,
    ...splitRuns(applied, begun),
    ...(holder === undefined ? {} : { holder }),
  };
}

/** Rows that the server gave as one JSON array of arrays of texts. */
function jsonRows(json: string | null | undefined): readonly Row[] {
  const value: unknown = JSON.parse(json ?? '[]');
  // Never less than the server has: a row that was dropped here would be run again.
  if (!Array.isArray(value) || !value.every(isRow))
    throw new TypeError('The server answered no rows of texts for the state.');
  return value;
}

function isRow(value: unknown): value is Row {
  return Array.isArray(value) && value.every((item) => item === null || typeof item === 'string');
}

function parseApplied(row: Row): AppliedRevision {
  return {
    revision: cell(row, 0),
    slice: cell(row, 1),
    parents: list(cell(row, 2)),
    dependencies: list(cell(row, 3)),
    checksum: cell(row, 4),
    appliedAt: cell(row, 5),
    appliedBy: cell(row, 6),
    durationMs: Number(cell(row, 7)),
    toolVersion: cell(row, 8),
    runId: cell(row, 9),
  };
}

function parseHalfRun(row: Row): HalfRunState {
  const underWay = row[3];
  return {
    revision: cell(row, 0),
    direction: cell(row, 1) === 'downgrade' ? 'downgrade' : 'upgrade',
    doneStatements: list(cell(row, 2)),
    ...(underWay === null || underWay === undefined ? {} : { underWay }),
    since: cell(row, 4),
  };
}

/** Columns: run id, host, pid, since, expires at, expired, runs. */
export function parseHolder(row: Row): LeaseHolder {
  return {
    runId: cell(row, 0),
    host: cell(row, 1),
    pid: Number(cell(row, 2)),
    since: cell(row, 3),
    expiresAt: cell(row, 4),
    expired: cell(row, 5) === 't',
    runs: cell(row, 6),
  };
}
