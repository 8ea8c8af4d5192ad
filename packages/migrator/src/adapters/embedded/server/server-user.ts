import { readFileSync, statSync } from 'node:fs';
import { EmbeddedUserError } from '../../../errors/embedded/host-errors.ts';

/** The identity that the server takes on, for `child_process` options. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user who runs the server. PostgreSQL refuses to run as root, so root must switch to another user: the owner of
 * the existing cluster, otherwise `postgres`, otherwise `nobody`, otherwise any ordinary user of /etc/passwd (initdb
 * needs a user with a name). Undefined when this process is not root: then the server runs as the same user.
 *
 * @throws EmbeddedUserError when root finds no user to switch to
 */
export function chooseServerUser(dataDir: string): ServerUser | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readUsers();
  const chosen = users.get('postgres') ?? users.get('nobody') ?? [...users.values()].find((user) => user.uid >= 1000);
  if (chosen !== undefined) return chosen;
  throw new EmbeddedUserError({ uid: 0, problem: 'only-root' });
}

function readUsers(): Map<string, ServerUser> {
  const users = new Map<string, ServerUser>();
  let passwd = '';
  try {
    passwd = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return users;
  }
  for (const line of passwd.split('\n')) {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    if (/^\d+$/.test(uid) && /^\d+$/.test(gid) && uid !== '0') users.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return users;
}
