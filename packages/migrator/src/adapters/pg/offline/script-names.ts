import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { StateNames } from '../state/state-names.ts';

/** SQLSTATEs with which a script fails; class BR is used by nothing else. */
export const scriptCodes = {
  /** The server or the session cannot run a script. */
  unfit: 'BR010',
  /** The database is not where the script begins. */
  wrongState: 'BR011',
  /** Another runner holds the lease. */
  busy: 'BR012',
  /** An earlier part of the script did not run. */
  outOfOrder: 'BR013',
  /** A statement outside a transaction did not have its effect. */
  noEffect: 'BR014',
} as const;

/** What all parts of one script share. */
export interface ScriptContext {
  readonly names: StateNames;
  readonly toolVersion: string;
  /** The text of the run in the lease: unique to the script. */
  readonly runs: string;
  /** `--tag`, as an SQL expression: a literal or `null`. */
  readonly tag: string;
}

/**
 * Condition on a row of the lease: held by this script in this session, so that neither a pooler nor a second session
 * can continue with it.
 */
export function leaseIsOurs({ runs }: ScriptContext): string {
  return `pid operator(pg_catalog.=) pg_catalog.pg_backend_pid() and runs operator(pg_catalog.=) ${quoteLiteral(runs)}`;
}

/** How long the lease of a script lives between two transactions: its own statements renew it, and nothing else can. */
export const scriptLease = `interval '60 seconds'`;
/**
 * The same before a statement that runs alone: a runner that waits longer than this takes over, and finds the statement
 * by its checkpoint.
 */
export const aloneLease = `interval '10 minutes'`;

export const beginTransaction = 'begin isolation level read committed read write';
/** Earlier settings of the session count no more than in a run, and every later reset leads back to these. */
export const freshRole = ['reset session authorization', 'reset role'] as const;
const freshSettings = [
  'reset all',
  `set client_encoding = 'UTF8'`,
  // The role's limit for whole transactions, which servers before PostgreSQL 17 do not know.
  `do 'begin if pg_catalog.current_setting(''transaction_timeout'', true) is not null then perform pg_catalog.set_config(''transaction_timeout'', ''0'', false); end if; end'`,
] as const;
const leftovers = ['close all', 'deallocate all', 'unlisten *', 'discard sequences'] as const;
/** Resets whatever was done in the session before the script. */
export const freshSession = [...freshRole, ...freshSettings, ...leftovers, 'discard temp'] as const;
/**
 * Runs after a revision and its row, in the same transaction; the procedures of the script are temporary themselves,
 * and stay.
 */
export const freshAgain = [...freshSettings, ...leftovers, 'call pg_temp.braid_fresh()'] as const;

export const ownSearchPath = 'set local search_path = pg_catalog, pg_temp';
