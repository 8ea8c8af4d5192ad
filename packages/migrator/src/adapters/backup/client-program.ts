import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupProblem } from '../../errors/backup/backup-errors.ts';

/** Where Debian's packages put the programs of each major version. */
const DEBIAN = '/usr/lib/postgresql';

export type FoundProgram =
  | { readonly path: string; readonly problem?: never }
  | { readonly path?: never; readonly problem: BackupProblem };

/**
 * A `pg_dump` or `pg_restore` that can work with the server: the one in the path, otherwise the oldest of Debian's that
 * is new enough. pg_dump refuses a newer server, and its dump would lack what it does not know.
 *
 * @param server its major version
 */
export async function findClientProgram(
  program: 'pg_dump' | 'pg_restore',
  server: number,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<FoundProgram> {
  const inPath = await majorOf(program, variables);
  if (inPath !== undefined && inPath >= server) return { path: program };
  for (const path of debianPrograms(program, server)) {
    const major = await majorOf(path, variables);
    if (major !== undefined && major >= server) return { path };
  }
  if (inPath === undefined) return { problem: { problem: 'tool-missing', program } };
  return { problem: { problem: 'tool-too-old', program, client: inPath, server } };
}

function debianPrograms(program: string, server: number): readonly string[] {
  try {
    return readdirSync(DEBIAN)
      .filter((name) => /^\d+$/.test(name) && Number(name) >= server)
      .sort((a, b) => Number(a) - Number(b))
      .map((name) => join(DEBIAN, name, 'bin', program));
  } catch {
    return [];
  }
}

/** The major version that a program says it has; `undefined` when it cannot be run. */
async function majorOf(
  program: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<number | undefined> {
  const output = await new Promise<string>((resolve) => {
    execFile(program, ['--version'], { env: { ...variables }, timeout: 10_000 }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(output) ?? [];
  return major === undefined ? undefined : Number(major);
}
