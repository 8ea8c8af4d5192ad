import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** The psql that counts: Debian's `psql` is a program in Perl that starts the real one, and takes 1.1 to 1.5 times as long. `BRAID_PSQL` names another. */
export const psqlPath = process.env.BRAID_PSQL ?? onPath();

/** `psql 15.18 (/usr/lib/postgresql/15/bin/psql)`; `undefined` where there is none. */
export function psqlVersion() {
  if (psqlPath === undefined) return undefined;
  const version = execFileSync(psqlPath, ['--version'], { encoding: 'utf8' }).match(/\d+(?:\.\d+)*/)?.[0];
  return `psql ${version} (${psqlPath})`;
}

/** @returns {string | undefined} */
function onPath() {
  const found = (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, 'psql'))
    .find((file) => existsSync(file));
  if (found === undefined) return undefined;
  const real = realpathSync(found);
  return basename(real) === 'pg_wrapper' ? newest() : real;
}

function newest() {
  const majors = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return majors.map((major) => join(DEBIAN, major, 'bin/psql')).find((file) => existsSync(file));
}
