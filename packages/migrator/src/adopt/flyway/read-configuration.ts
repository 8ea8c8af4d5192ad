import { parse } from 'smol-toml';
import { FlywayConfigError } from '../../errors/adopt/flyway-errors.ts';
import type { ForeignFile } from '../foreign-history.ts';
import { type FlywaySettings, flywaySettings } from './flyway-settings.ts';

type Values = ReadonlyMap<string, string | readonly string[]>;

/** A `flyway.conf` or `flyway.toml`. Throws a `FlywayConfigError` for a TOML file that is not one. */
export function readFlywayConfiguration(file: ForeignFile): FlywaySettings {
  return flywaySettings(file.path.endsWith('.toml') ? fromToml(file) : fromProperties(file.text));
}

/** Java's properties, as far as people write them: `key=value` or `key: value`, `#` and `!` begin comments. */
function fromProperties(text: string): Values {
  const values = new Map<string, string>();
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n[ \t]*/g, '')
    .split(/\r?\n|\r/);
  for (const line of lines) {
    const [, key, value = ''] = /^\s*flyway\.([A-Za-z.]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) values.set(key, value.trim());
  }
  return values;
}

/** The table `[flyway]`. */
function fromToml({ path, text }: ForeignFile): Values {
  const { flyway } = parsed(path, text);
  const values = new Map<string, string | readonly string[]>();
  if (!isTable(flyway)) return values;
  for (const [key, value] of Object.entries(flyway)) {
    if (Array.isArray(value))
      values.set(
        key,
        value.filter((member) => typeof member === 'string'),
      );
    else if (typeof value === 'string' || typeof value === 'boolean') values.set(key, String(value));
  }
  return values;
}

function parsed(file: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new FlywayConfigError({ file, problem: 'not-toml' }, { cause: error });
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
