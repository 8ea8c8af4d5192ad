import { ConnectionParameterError } from '../errors/database/connection-parameter-error.ts';
import type { Machine } from './make/machine.ts';
import { parseServiceFile } from './parse/parse-service-file.ts';
import type { Setting, Settings, Variables } from './parse/setting.ts';

/**
 * The meaning of a service: from the file of the user (`PGSERVICEFILE`, else `~/.pg_service.conf`), else from that of
 * the machine (in `PGSYSCONFDIR`). Throws {@link ConnectionParameterError} when none defines it.
 */
export function readService({ value: service, from }: Setting, variables: Variables, machine: Machine): Settings {
  const own = variables.PGSERVICEFILE;
  const folders = variables.PGSYSCONFDIR ? [variables.PGSYSCONFDIR] : machine.configFolders;
  const files = [
    own || `${machine.homeFolder}/.pg_service.conf`,
    ...folders.map((folder) => `${folder}/pg_service.conf`),
  ];
  for (const [index, file] of files.entries()) {
    const text = machine.read(file);
    if (text === undefined && index === 0 && own) {
      throw new ConnectionParameterError({
        source: from,
        parameter: 'PGSERVICEFILE',
        reason: 'value',
        problem: 'file-unreadable',
        path: file,
      });
    }
    const settings = text === undefined ? undefined : parseServiceFile(text, file, service);
    if (settings !== undefined) return settings;
  }
  throw new ConnectionParameterError({
    source: from,
    parameter: 'service',
    reason: 'value',
    problem: 'service-unknown',
    service,
    files,
  });
}
