import { ownLimits } from '../connection/own-limits.ts';
import type { Script } from '../run/script.ts';
import type { ScriptAnswer } from '../run/script-query.ts';
import { isOldHeadsView } from './heads-view.ts';
import type { StateNames } from './state-names.ts';

/** What the server is, read with the state. */
export interface ServerFacts {
  readonly versionNumber: number;
  readonly version: string;
  readonly standby: boolean;
  readonly readOnlyByDefault: boolean;
  readonly conformingStrings: boolean;
  readonly encoding: string;
  readonly role: string;
  readonly backendPid: number;
  /** The session began with a limit for whole transactions. */
  readonly hasTransactionLimit: boolean;
}

/** What the state is. */
export interface StateFacts {
  readonly format: number;
  /** Parts of it are as an older Braid made them. */
  readonly isOld: boolean;
}

/** Values are text as the server sent it. */
export type Row = readonly (string | null)[];

/** A `timestamptz` as ISO 8601 in UTC. */
export const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The first statement of a message that only reads. The message is one transaction without BEGIN, which ends with it:
 * after an error (a state that is not there yet) the session waits outside any transaction, where the smallest
 * `idle_in_transaction_session_timeout` of a role cannot end it before a ROLLBACK arrives.
 */
export function readOnlyTransaction(isolation: 'read committed' | 'repeatable read'): string {
  return `set transaction isolation level ${isolation} read only`;
}

/** Statements before the first one that reads our tables: if the answer ends there, nothing exists yet. */
export const statementsBeforeState = 6;

/** The statement that tells, and ends, a limit for whole transactions. */
const limitReadAt = 3;

/**
 * What every reading of the state begins with: one snapshot in a read-only transaction, what the server is, the format
 * of the state. Nothing closes it: see `readOnlyTransaction`.
 */
export function addBeginning(script: Script, names: StateNames, statementMs = 60_000): Script {
  script.add(readOnlyTransaction('repeatable read'));
  for (const limit of ownLimits(Math.min(10_000, statementMs), statementMs)) script.add(limit);
  return script
    .add('set local search_path = pg_catalog, pg_temp')
    .add(
      `select current_setting('server_version_num'), current_setting('server_version'), pg_is_in_recovery(), current_setting('default_transaction_read_only'),
current_setting('standard_conforming_strings'), current_setting('server_encoding'), current_user, pg_backend_pid()`,
    )
    .add(`select version, ${isOldHeadsView(names)} from ${names.format}`);
}

/** The beginning of an answer, whose first statement is number `first`. */
export function parseBeginning(
  answer: ScriptAnswer,
  first: number,
): { readonly facts: ServerFacts; readonly state: StateFacts | undefined } {
  const [format, isOld] = answer.rows[first + statementsBeforeState]?.[0] ?? [];
  return {
    facts: parseFacts(
      answer.rows[first + statementsBeforeState - 1]?.[0] ?? [],
      answer.rows[first + limitReadAt]?.[0]?.[0] ?? '0',
    ),
    state: format === undefined || format === null ? undefined : { format: Number(format), isOld: isOld === 't' },
  };
}

/** The text of a column; empty for null. */
export const cell = (row: Row, index: number): string => row[index] ?? '';
/** What `array_to_string(…, ',')` and `string_agg(…, ',')` joined. */
export const list = (joined: string): readonly string[] => (joined === '' ? [] : joined.split(','));

function parseFacts(row: Row, transactionLimit: string): ServerFacts {
  return {
    hasTransactionLimit: transactionLimit !== '0',
    versionNumber: Number(cell(row, 0)),
    version: cell(row, 1),
    standby: cell(row, 2) === 't',
    readOnlyByDefault: cell(row, 3) === 'on',
    conformingStrings: cell(row, 4) === 'on',
    encoding: cell(row, 5),
    role: cell(row, 6),
    backendPid: Number(cell(row, 7)),
  };
}
