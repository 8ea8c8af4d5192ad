import { MigratorError } from '../../../errors/migrator-error.ts';
import { RehearsalCopyError } from '../../../errors/rehearsal/rehearsal-copy-error.ts';
import { InterruptedError } from '../../../errors/run/interrupted-error.ts';
import type { CopyFacts, CopyRequest } from '../../../ports/rehearsal/rehearsals.ts';
import { BackupPlace } from '../../backup/backup-place.ts';
import { isServerError, toServerFailure } from '../../pg/reach/server-failure.ts';
import type { RehearsalDatabase } from '../rehearsal-server.ts';
import { withSession } from '../rehearsal-session.ts';
import { copyOfDatabase } from './copy-of-database.ts';
import { copyOfFile } from './copy-of-file.ts';
import { type CopyOptions, type CopyTarget, versionOf } from './copy-target.ts';
import { finishCopy } from './finish-copy.ts';

/** Throws `RehearsalCopyError`, `RehearsalMaskError` and, after a signal, `InterruptedError`. */
export async function makeCopy(
  options: CopyOptions,
  request: CopyRequest,
  database: RehearsalDatabase,
): Promise<CopyFacts> {
  const began = Date.now();
  const location = { url: database.url, variables: database.variables, source: 'rehearsal' };
  const { root, variables, stop } = options;
  try {
    return await withSession(location, async (client) => {
      const place = new BackupPlace({ root, location, variables, stop });
      const version = await versionOf(client);
      const target: CopyTarget = { kind: database.kind, client, place, version };
      const { dump } = request;
      const copied =
        dump === null
          ? await copyOfDatabase(options, request, target)
          : await copyOfFile(options, { ...request, dump }, target);
      const { tables, bytes } = await finishCopy(client, options.stateSchema);
      const server = { kind: database.kind, version };
      return { ...copied, server, tables, bytes, durationMs: Date.now() - began };
    });
  } catch (error) {
    if (stop.level !== undefined) throw new InterruptedError({ during: 'rehearsal' }, { cause: error });
    if (error instanceof MigratorError || !isServerError(error)) throw error;
    const { sqlState = '', message } = toServerFailure(error);
    if (sqlState === '53100') throw new RehearsalCopyError({ problem: 'disk-full' });
    // For rows only the code is reported: everything else in the server's message may quote them.
    const said = /^2[23]/.test(sqlState) ? 'the server refused rows' : message;
    throw new RehearsalCopyError({ problem: 'server-refused', sqlState, said });
  }
}
