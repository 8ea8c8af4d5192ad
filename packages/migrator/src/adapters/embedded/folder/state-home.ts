import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPermissionError } from '../../../errors/embedded/host-errors.ts';
import { homeFolder } from '../../process/home-folder.ts';

/**
 * Where a cluster (or a copy of the binaries) goes when its own place will not do: `BRAID_STATE_HOME`; for root
 * `/var/lib/braid`, since the server's user cannot enter a folder in a closed home; otherwise `$XDG_STATE_HOME/braid`
 * or `~/.local/state/braid`; last, the system's temporary folder. Created when missing, and owned by this user: others
 * must not be able to plant files there.
 *
 * @throws EmbeddedPermissionError when no candidate can be used
 */
export function stateHome(): string {
  const { BRAID_STATE_HOME, XDG_STATE_HOME } = process.env;
  const uid = process.geteuid?.() ?? 0;
  const candidates =
    BRAID_STATE_HOME !== undefined && BRAID_STATE_HOME !== ''
      ? [BRAID_STATE_HOME]
      : [
          uid === 0 ? '/var/lib/braid' : join(XDG_STATE_HOME || join(homeFolder(), '.local', 'state'), 'braid'),
          join(tmpdir(), `braid-${uid}`),
        ];
  let failure: unknown;
  for (const folder of candidates) {
    try {
      mkdirSync(folder, { recursive: true });
      const { uid: owner, mode } = statSync(folder);
      if (owner !== uid || (mode & 0o022) !== 0) throw new EmbeddedPermissionError({ path: folder });
      if (uid === 0) chmodSync(folder, 0o711);
      return folder;
    } catch (error) {
      failure = error;
    }
  }
  throw new EmbeddedPermissionError({ path: candidates.join(', ') }, { cause: failure });
}

/** A stable, readable name for the cluster of one workspace folder: `my-app-1f0c9a…`. */
export function stateName(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return `${basename(dirname(dirname(folder))).replace(/[^\w.-]/g, '_')}-${hash}`;
}
