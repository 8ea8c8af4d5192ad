import { FlywayHistoryError } from '../../errors/adopt/flyway-errors.ts';
import type { ForeignFile } from '../foreign-history.ts';
import { type FlywayName, flywayName } from './flyway-name.ts';
import type { FlywaySettings } from './flyway-settings.ts';
import { compareVersions, type FlywayVersion } from './flyway-version.ts';

export interface VersionedFile {
  readonly file: ForeignFile;
  readonly version: FlywayVersion;
  readonly description: string;
  readonly code: boolean;
}

export interface RepeatableFile {
  readonly file: ForeignFile;
  readonly version?: undefined;
  readonly description: string;
  readonly code: boolean;
}

/** The files of a folder as Flyway sorts them. */
export interface FlywayFiles {
  /** By version, each once. */
  readonly versioned: readonly VersionedFile[];
  /** By description, each once. */
  readonly repeatable: readonly RepeatableFile[];
  /** The undo files, each with its version. */
  readonly undo: readonly VersionedFile[];
  /** What a new database runs instead of the versions up to its own. */
  readonly baselines: readonly VersionedFile[];
  readonly callbacks: readonly string[];
  /** Paths of SQL files that Flyway ignores. */
  readonly ignored: readonly string[];
}

/** Throws a `FlywayHistoryError` for two files of one version or one description, and for an undo file alone. */
export function sortedFiles(files: readonly ForeignFile[], settings: FlywaySettings): FlywayFiles {
  const named = files.map((file) => {
    return { file, name: flywayName(file.path.slice(file.path.lastIndexOf('/') + 1), settings) };
  });
  const versioned = versionsOf(named, 'versioned');
  const undo = versionsOf(named, 'undo');
  const baselines = versionsOf(named, 'baseline');
  for (const { file, version } of undo) {
    if ([...versioned, ...baselines].some((each) => compareVersions(each.version, version) === 0)) continue;
    throw new FlywayHistoryError({ file: file.path, problem: 'undo-alone', version: version.text });
  }
  return {
    ...{ versioned, undo, baselines },
    repeatable: repeatablesOf(named),
    callbacks: named.flatMap(({ file, name }) => (name.kind === 'callback' ? [file.path] : [])),
    ignored: named.flatMap(({ file, name }) => {
      return name.kind === 'ignored' && /\.sql$/i.test(file.path) ? [file.path] : [];
    }),
  };
}

interface NamedFile {
  readonly file: ForeignFile;
  readonly name: FlywayName;
}

function versionsOf(named: readonly NamedFile[], kind: 'versioned' | 'undo' | 'baseline'): readonly VersionedFile[] {
  const found = named.flatMap(({ file, name }) => {
    if (name.kind !== kind) return [];
    const { version, description, code } = name;
    return [{ file, version, description, code }];
  });
  const sorted = found.toSorted((a, b) => compareVersions(a.version, b.version));
  for (const [at, { file, version }] of sorted.entries()) {
    const other = sorted[at - 1];
    if (other === undefined || compareVersions(other.version, version) !== 0) continue;
    const { path } = other.file;
    throw new FlywayHistoryError({ file: file.path, problem: 'same-version', value: version.text, other: path });
  }
  return sorted;
}

function repeatablesOf(named: readonly NamedFile[]): readonly RepeatableFile[] {
  const found = named.flatMap(({ file, name }) => {
    return name.kind === 'repeatable' ? [{ file, description: name.description, code: name.code }] : [];
  });
  const sorted = found.toSorted((a, b) => (a.description < b.description ? -1 : a.description > b.description ? 1 : 0));
  for (const [at, { file, description }] of sorted.entries()) {
    const other = sorted[at - 1];
    if (other?.description !== description) continue;
    throw new FlywayHistoryError({ file: file.path, problem: 'same-name', value: description, other: other.file.path });
  }
  return sorted;
}
