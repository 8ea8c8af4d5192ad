import { EmbeddedDiskFullError, EmbeddedPermissionError } from '../../../errors/embedded/host-errors.ts';
import { systemCode } from '../../process/system-code.ts';

/** Turns a full disk or a missing permission at `path` into its typed error; returns any other error as it is. */
export function fileError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EmbeddedDiskFullError({ path }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new EmbeddedPermissionError({ path }, { cause: error });
  return error;
}
