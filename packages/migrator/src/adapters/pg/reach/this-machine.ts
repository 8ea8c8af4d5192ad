import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../../../conninfo/make/machine.ts';
import { homeFolder } from '../../process/home-folder.ts';

/**
 * Where Debian and upstream put the socket. libpq has one of them compiled in; Braid takes the one where a server
 * listens.
 */
const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp'];

/** This computer, as libpq sees it. */
export function thisMachine(variables: Readonly<Record<string, string | undefined>> = process.env): Machine {
  const isWindows = process.platform === 'win32';
  const home = variables.HOME || homeFolder();
  return {
    read: readText,
    defaultHost(port) {
      if (isWindows) return 'localhost';
      const [first = '', ...more] = SOCKET_FOLDERS;
      return (
        [first, ...more].find((folder) => existsSync(`${folder}/.s.PGSQL.${port}`)) ??
        (existsSync(first) ? first : '/tmp')
      );
    },
    homeFolder: home,
    // Where Debian, Fedora and a build from source look.
    configFolders: ['/etc/postgresql-common', '/etc/sysconfig/pgsql', '/usr/local/pgsql/etc'],
    get userName() {
      return readUserName();
    },
    passwordFile: isWindows ? join(variables.APPDATA ?? '', 'postgresql', 'pgpass.conf') : join(home, '.pgpass'),
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}

function readUserName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    // A container whose user id has no entry in /etc/passwd.
    return undefined;
  }
}
