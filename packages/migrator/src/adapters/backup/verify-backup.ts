import { backupProblem } from '../../errors/backup/backup-errors.ts';
import type { FoundBackup, VerifiedBackup } from '../../ports/backup/backup-tools.ts';
import { sha256Of, sizeOf } from './backup-folder.ts';
import type { BackupPlace, BackupPolicy } from './backup-place.ts';
import { findClientProgram } from './client-program.ts';

/** Reads a whole backup: checks its length and checksum, and that the tool can list it. */
export async function verifyBackup(
  place: BackupPlace,
  { verify }: Pick<BackupPolicy, 'verify'>,
  { path, manifest }: FoundBackup,
): Promise<VerifiedBackup> {
  const { tool, file, bytes, sha256, label, serverVersion } = manifest;
  if (file === null) {
    const what = label === null ? 'it' : label;
    return { path, problem: `${tool === 'pgbackrest' ? 'pgbackrest' : 'the tool'} keeps ${what}: verify it there` };
  }
  const size = sizeOf(path);
  if (size === undefined) return { path, problem: 'the file is gone' };
  if (size !== bytes) return { path, problem: `it has ${size} bytes and had ${bytes}` };
  if ((await sha256Of(path)) !== sha256) return { path, problem: 'its checksum is another' };
  if (tool === 'pg_dump') {
    const found = await findClientProgram('pg_restore', Math.floor(serverVersion / 10_000), place.options.variables);
    if (found.problem !== undefined) return { path, problem: backupProblem(found.problem) };
    const { problem, tail } = await place.run([found.path, '--list', path]);
    return { path, problem: problem === undefined ? null : `pg_restore cannot list it: ${problem} ${tail}`.trim() };
  }
  if (verify === undefined) return { path, problem: null };
  const { problem, command } = await place.run(verify.map((word) => word.replaceAll('{file}', path)));
  return { path, problem: problem === undefined ? null : `${command}: ${problem}` };
}
