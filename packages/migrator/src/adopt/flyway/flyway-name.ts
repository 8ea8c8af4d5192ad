import type { FlywaySettings } from './flyway-settings.ts';
import { type FlywayVersion, flywayVersion } from './flyway-version.ts';

/** What a file is to Flyway, by its name. */
export type FlywayName =
  | {
      readonly kind: 'versioned' | 'undo' | 'baseline';
      readonly version: FlywayVersion;
      /** Words with blanks between them. */
      readonly description: string;
      /** Not SQL: Java, Python, a shell script … */
      readonly code: boolean;
    }
  | { readonly kind: 'repeatable'; readonly description: string; readonly code: boolean }
  /** Runs before or after others: `afterMigrate.sql`. */
  | { readonly kind: 'callback'; readonly event: string }
  /** The options of one script: `V1__a.sql.conf`. */
  | { readonly kind: 'options' }
  /** Flyway does not look at it. */
  | { readonly kind: 'ignored' };

/** Files that Flyway runs and that are not SQL. */
const CODE = /\.(?:java|kt|groovy|py|ps1|sh|bash|bat|cmd)$/i;
const CALLBACK = /^(?:(?:before|after)(?=[A-Z])[A-Za-z]+|createSchema)$/;

/** The meaning of a file's name, without its folder. */
export function flywayName(name: string, settings: FlywaySettings): FlywayName {
  if (name.endsWith('.conf')) return { kind: 'options' };
  const code = CODE.test(name);
  const ending = code ? CODE.exec(name)?.[0] : settings.suffixes.find((suffix) => hasEnding(name, suffix));
  if (ending === undefined) return { kind: 'ignored' };
  const stem = name.slice(0, name.length - ending.length);
  const [event = ''] = stem.split(settings.separator);
  if (CALLBACK.test(event)) return { kind: 'callback', event };
  const prefixes = Object.entries(settings.prefixes).toSorted(([, a], [, b]) => b.length - a.length);
  const [kind, prefix = ''] = prefixes.find(([, each]) => stem.startsWith(each)) ?? [];
  const rest = stem.slice(prefix.length);
  const at = rest.indexOf(settings.separator);
  const before = at < 0 ? rest : rest.slice(0, at);
  const description = at < 0 ? '' : rest.slice(at + settings.separator.length).replaceAll('_', ' ');
  if (kind === 'repeatable') return before === '' ? { kind, description, code } : { kind: 'ignored' };
  const version = before === '' ? undefined : flywayVersion(before);
  if (version === undefined || (kind !== 'versioned' && kind !== 'undo' && kind !== 'baseline'))
    return { kind: 'ignored' };
  return { kind, version, description, code };
}

function hasEnding(name: string, suffix: string): boolean {
  return name.toUpperCase().endsWith(suffix.toUpperCase());
}
