import { AlembicConfigError } from '../../errors/adopt/alembic-config-error.ts';
import type { ForeignFile } from '../foreign-history.ts';
import { type IniValue, readIni } from './read-ini.ts';
import { readPyproject } from './read-pyproject.ts';

export interface VersionLocations {
  /** Relative to the workspace root, with `/`. */
  readonly folders: readonly string[];
  /** Whether folders in them count too. */
  readonly recursive: boolean;
}

/**
 * Where the migrations are, according to an `alembic.ini` or `[tool.alembic]` of a `pyproject.toml`. Throws an
 * `AlembicConfigError` if the file does not say so.
 */
export function versionLocations(ini: ForeignFile): VersionLocations {
  const here = ini.path.includes('/') ? ini.path.slice(0, ini.path.lastIndexOf('/')) : '.';
  const settings = ini.path.endsWith('.toml') ? readPyproject(ini) : readIni(ini, 'alembic');
  const read = (key: string): string | undefined => {
    const value = settings.get(key)?.value;
    return value === undefined ? undefined : interpolated(value, key, here, ini, settings);
  };
  const script = read('script_location');
  if (script === undefined) throw new AlembicConfigError({ file: ini.path, line: 1, problem: 'no-script-location' });
  const line = (key: string): number => settings.get(key)?.line ?? 1;
  const written = read('version_locations');
  const folders =
    written === undefined
      ? [`${script}/versions`]
      : split(written, read('path_separator') ?? read('version_path_separator'), ini.path, line('version_locations'));
  return {
    folders: folders.map((folder) => within(here, folder, ini.path, line('script_location'))),
    recursive: /^(?:true|yes|on|1|y|t)$/i.test(read('recursive_version_locations') ?? ''),
  };
}

/** configparser's `%(name)s` and `%%`; `here` is the folder of the file. */
function interpolated(
  value: string,
  key: string,
  here: string,
  { path }: ForeignFile,
  settings: ReadonlyMap<string, IniValue>,
): string {
  return value.replace(/%(?:%|\(([^)]*)\)s)?/g, (whole, name: string | undefined) => {
    if (whole === '%%') return '%';
    const other = name === undefined ? undefined : settings.get(name);
    const plain = name === 'here' ? here : other?.value.includes('%') === true ? undefined : other?.value;
    if (plain !== undefined) return plain;
    throw new AlembicConfigError({
      file: path,
      line: settings.get(key)?.line ?? 1,
      problem: 'interpolation',
      key,
      value,
    });
  });
}

const SEPARATORS: Readonly<Record<string, RegExp>> = {
  space: / +/,
  newline: /\n+/,
  // The separator of paths of the operating system; a drive of Windows has its own colon.
  os: /;|:(?!\\)/,
  ':': /:/,
  ';': /;/,
};

function split(value: string, separator: string | undefined, file: string, line: number): readonly string[] {
  // Alembic's own template has a comment on this line, which configparser keeps.
  const name = separator?.replace(/[ \t]#.*$/s, '').trim();
  const pattern = name === undefined ? /, *| +/ : SEPARATORS[name];
  if (pattern === undefined) throw new AlembicConfigError({ file, line, problem: 'separator', value: name ?? '' });
  return value
    .split(pattern)
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');
}

/** A path of the file, relative to the workspace root; Alembic is run in the folder of its file. */
function within(here: string, folder: string, file: string, line: number): string {
  const problem =
    folder.startsWith('/') || /^[A-Za-z]:/.test(folder) ? 'absolute' : folder.includes(':') ? 'package' : undefined;
  if (problem !== undefined) throw new AlembicConfigError({ file, line, problem, value: folder });
  const parts: string[] = [];
  const whole = folder === here || folder.startsWith(`${here}/`) ? folder : `${here}/${folder}`;
  for (const part of whole.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}
