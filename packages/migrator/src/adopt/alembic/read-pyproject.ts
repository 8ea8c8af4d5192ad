import { parse } from 'smol-toml';
import { AlembicConfigError } from '../../errors/adopt/alembic-config-error.ts';
import type { ForeignFile } from '../foreign-history.ts';
import type { IniValue } from './read-ini.ts';

/** `[tool.alembic]` of a `pyproject.toml`, in the form of an `alembic.ini`: lists have one member a line. */
export function readPyproject({ path, text }: ForeignFile): ReadonlyMap<string, IniValue> {
  const alembic = tableIn(tableIn(parsed(path, text), 'tool'), 'alembic');
  const values = new Map<string, IniValue>();
  for (const [key, value] of Object.entries(alembic)) {
    const written = Array.isArray(value) ? value.join('\n') : String(value);
    values.set(key, { value: written, line: lineOf(text, key) });
    if (Array.isArray(value)) values.set('path_separator', { value: 'newline', line: lineOf(text, key) });
  }
  return values;
}

type Table = Readonly<Record<string, unknown>>;

function parsed(file: string, text: string): Table {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AlembicConfigError({ file, line: 1, problem: 'not-toml' }, { cause: error });
  }
}

function tableIn(table: Table, name: string): Table {
  const found = table[name];
  return isTable(found) ? found : {};
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** For messages: the first line that begins with the key. */
function lineOf(text: string, key: string): number {
  const lines = text.split('\n');
  return lines.findIndex((line) => line.trimStart().startsWith(key)) + 1;
}
