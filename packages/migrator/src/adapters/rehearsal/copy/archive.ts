import { RehearsalCopyError } from '../../../errors/rehearsal/rehearsal-copy-error.ts';
import type { BackupPlace, ToolRun } from '../../backup/backup-place.ts';
import { findClientProgram } from '../../backup/client-program.ts';

/** What an archive of pg_dump says about itself. */
export interface ArchiveFacts {
  /** `15.18`. */
  readonly version: string;
  readonly extensions: readonly string[];
  readonly largeObjects: number;
}

/**
 * Restores the schema, but nothing that belongs to the server of the source: no owners, privileges and tablespaces, and
 * no subscription, which would fetch rows from elsewhere.
 */
export const RESTORE_WORDS = [
  '--no-password',
  '--exit-on-error',
  '--no-owner',
  '--no-privileges',
  '--no-tablespaces',
  '--no-security-labels',
  '--no-subscriptions',
] as const;

/** Throws `RehearsalCopyError` when no version of it can work with the server. */
export async function requireProgram(
  program: 'pg_dump' | 'pg_restore',
  major: number,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const found = await findClientProgram(program, major, variables);
  if (found.problem !== undefined) throw new RehearsalCopyError({ problem: 'tool', tool: found.problem });
  return found.path;
}

/** Reads the list of an archive. Throws `RehearsalCopyError` for a file that is not one. */
export async function readArchive(place: BackupPlace, restore: string, file: string): Promise<ArchiveFacts> {
  const run = await place.run([restore, '--list', file]);
  if (/does not appear to be a valid archive|text format dump/.test(run.tail)) {
    throw new RehearsalCopyError({ problem: 'not-an-archive', file });
  }
  if (run.problem !== undefined) throw toolFailure(run);
  const list = run.output;
  return {
    version: /^;\s+Dumped from database version: (\d+(?:\.\d+)?)/m.exec(list)?.[1] ?? '',
    extensions: [...list.matchAll(/^\d+; \d+ \d+ EXTENSION - (\S+)/gm)].map(([, name = '']) => name),
    largeObjects: [...list.matchAll(/^\d+; \d+ \d+ BLOB(?: METADATA)? /gm)].length,
  };
}

/** Restores parts of an archive into the database of the place. Throws `RehearsalCopyError`. */
export async function restoreParts(place: BackupPlace, restore: string, file: string, parts: readonly string[]) {
  const words = [restore, ...RESTORE_WORDS, ...parts.map((part) => `--section=${part}`)];
  const run = await place.run([...words, '--dbname', place.connection.database, file], {
    variables: { PGAPPNAME: 'braid rehearse' },
  });
  if (run.problem !== undefined) throw toolFailure(run);
}

/** The failure of a tool, without what it quotes of rows. */
export function toolFailure({ command, problem = 'it failed', tail }: Omit<ToolRun, 'output'>): RehearsalCopyError {
  if (/No space left on device|could not extend file|53100/.test(tail)) {
    return new RehearsalCopyError({ problem: 'disk-full' });
  }
  return new RehearsalCopyError({ problem: 'tool-failed', command, why: problem, output: withoutRows(tail) });
}

/** DETAIL and CONTEXT quote rows, and some messages a value; what failed is in the others. */
function withoutRows(tail: string): string {
  let quoting = false;
  const kept = tail.split('\n').filter((line) => {
    if (/\b(?:DETAIL|CONTEXT|HINT|QUERY|STATEMENT):/.test(line)) quoting = true;
    else if (/^(?:pg_\w+: |Command was: )/.test(line)) quoting = false;
    return !quoting;
  });
  return kept
    .map((line) =>
      line.replace(/(invalid input (?:syntax|value)[^:]*|out of range[^:]*|value too long[^:]*): .*$/, '$1'),
    )
    .join('\n');
}
