import { MigratorError } from '../../errors/migrator-error.ts';
import type { Pass, RehearsalFailure } from './rehearse-result.ts';

/** Errors that are the fault of a revision, and not of the machine, the person or the files as a whole. */
const BY_REVISION: readonly string[] = [
  'statement-failed',
  'locks-not-free',
  'transaction-ended',
  'revision-irreversible',
  'revision-stub',
  'concurrent-index-unnamed',
];

const isByRevision = (code: string): boolean =>
  BY_REVISION.includes(code) || code.startsWith('data-revision-') || code.startsWith('batch-');

/** Messages of these are made from the files and the catalog only. Of all others only the code is reported. */
const SAYS_NO_ROW: readonly string[] = [
  'revision-irreversible',
  'revision-stub',
  'concurrent-index-unnamed',
  'locks-not-free',
  'transaction-ended',
  'data-revision-syntax',
  'data-revision-load',
  'data-revision-export',
  'data-revision-imports-schema',
  'data-revision-transaction-control',
  'batch-key',
];

/** Classes of SQLSTATE whose messages name things of the catalog, and no values. */
const OF_THE_CATALOG = /^(0A|25|2B|34|3D|3F|40|42|53|54|55|57|58)/;

/** Used instead of the server's message, which may quote rows. */
const BY_STATE: Readonly<Record<string, string>> = {
  '23502': 'rows have NULL where it is not allowed',
  '23503': 'rows reference rows that do not exist',
  '23505': 'rows have duplicate values where they must be unique',
  '23514': 'rows violate a check constraint',
  '23P01': 'rows violate an exclusion constraint',
  '22001': 'values are too long',
  '22003': 'numbers are out of range',
  '22P02': 'values cannot be read as the new type',
  P0001: 'it raised an exception',
};

/** What made a pass fail; `undefined` for what is not a fault of a revision. */
export function rehearsalFailure(pass: Pass, error: unknown): RehearsalFailure | undefined {
  if (!(error instanceof MigratorError) || !isByRevision(error.code)) return undefined;
  const { code, facts, message } = error;
  const { revision = null, file = null, line = null, sqlState = null } = facts;
  return { pass, code, revision, file, line, sqlState, why: whyOf(code, facts, message) };
}

function whyOf(code: string, facts: object & { readonly sqlState?: string }, message: string): string {
  const { sqlState = '' } = facts;
  if (SAYS_NO_ROW.includes(code)) return message;
  if (OF_THE_CATALOG.test(sqlState) && 'said' in facts && typeof facts.said === 'string') return facts.said;
  const known = BY_STATE[sqlState];
  if (known !== undefined) return known;
  if (/^2[23]/.test(sqlState)) return 'rows do not fit';
  return sqlState === '' ? 'its message is left out, since it may quote rows' : 'the server refused it';
}
