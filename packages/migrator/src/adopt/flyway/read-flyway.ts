import { FlywayHistoryError } from '../../errors/adopt/flyway-errors.ts';
import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { ForeignBody, ForeignFile, ForeignHistory, ForeignRevision } from '../foreign-history.ts';
import { ownFile } from '../script/own-file.ts';
import type { OwnSql } from '../script/own-sql.ts';
import { sqlBody } from '../script/sql-body.ts';
import { flywayChecksum } from './flyway-checksum.ts';
import { FLYWAY_DEFAULTS, type FlywaySettings } from './flyway-settings.ts';
import { compareVersions, type FlywayVersion } from './flyway-version.ts';
import { refusePlaceholders } from './refuse-placeholders.ts';
import { type ScriptOptions, scriptOptions } from './script-options.ts';
import { type FlywayFiles, type RepeatableFile, sortedFiles, type VersionedFile } from './sorted-files.ts';

/** Keys of repeatable migrations begin with it; those of versioned ones are the version. */
export const REPEATABLE_KEY = 'R__';

/**
 * Reads Flyway's migrations: versioned ones in the order of their versions, each with its undo file as the downgrade;
 * then repeatable ones, whose objects are made once the tables are there. Throws a `FlywayHistoryError`, a
 * `FlywayPlaceholderError`, and an `SqlTextError` for SQL that cannot be split into statements.
 *
 * @param folder where the migrations are, for messages
 * @param files all files of the locations
 */
export function readFlyway(
  folder: string,
  files: readonly ForeignFile[],
  settings: FlywaySettings = FLYWAY_DEFAULTS,
): ForeignHistory {
  const sorted = sortedFiles(files, settings);
  const { versioned, baseline, passedOver } = withBaseline(sorted);
  if (versioned.length + sorted.repeatable.length === 0) {
    throw new FlywayHistoryError({ file: folder, problem: 'nothing-there' });
  }
  const reader = new FlywayReader(files, settings);
  let parent: string | undefined;
  const revisions = [...versioned, ...sorted.repeatable].map((each, at) => {
    const undo = each.version === undefined ? undefined : undoOf(each.version, sorted);
    const revision = reader.revision(each, undo, parent, at === 0);
    parent = revision.key;
    return revision;
  });
  return { tool: 'flyway', revisions, notes: notesOf(sorted, settings, baseline, passedOver) };
}

function undoOf(version: FlywayVersion, { undo }: FlywayFiles): VersionedFile | undefined {
  return undo.find((each) => compareVersions(each.version, version) === 0);
}

/** A baseline migration replaces the versions before it if their files are gone. */
function withBaseline({ versioned, baselines }: FlywayFiles) {
  const baseline = baselines.at(-1);
  const first = versioned[0];
  if (baseline === undefined) return { versioned, baseline, passedOver: [] };
  const before = first !== undefined && compareVersions(first.version, baseline.version) <= 0;
  if (before) return { versioned, baseline: undefined, passedOver: baselines };
  return { versioned: [baseline, ...versioned], baseline, passedOver: baselines.slice(0, -1) };
}

class FlywayReader {
  readonly #files: ReadonlyMap<string, ForeignFile>;
  readonly #settings: FlywaySettings;

  constructor(files: readonly ForeignFile[], settings: FlywaySettings) {
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#settings = settings;
  }

  revision(
    each: VersionedFile | RepeatableFile,
    undo: VersionedFile | undefined,
    parent: string | undefined,
    isFirst: boolean,
  ): ForeignRevision {
    const { file, description, code } = each;
    const key = each.version !== undefined ? each.version.text : `${REPEATABLE_KEY}${description}`;
    const up = code ? undefined : this.#own(file);
    const down = undo === undefined || undo.code ? undefined : this.#own(undo.file);
    return {
      key,
      message: description === '' ? key : description,
      parents: parent === undefined ? [] : [parent],
      dependsOn: [],
      labels: [],
      upgrade: up === undefined ? stub(file) : this.#body(up, isFirst),
      ...(undo === undefined ? {} : { downgrade: down === undefined ? stub(undo.file) : this.#body(down, false) }),
      removed: [...(up?.removed ?? []), ...(down?.removed ?? [])],
      source: file.path,
      checksum: String(flywayChecksum(file.text)),
    };
  }

  #own(file: ForeignFile): OwnSql & { readonly transaction?: false } {
    const { placeholder, table, transaction } = this.#settings;
    const options: ScriptOptions = scriptOptions(this.#files.get(`${file.path}.conf`));
    if (options.placeholders !== false) refusePlaceholders(file, placeholder);
    const own = ownFile(file, table);
    return (options.transaction ?? transaction) ? own : { ...own, transaction: false };
  }

  /** Flyway makes its default schema, and puts it in front of the search path for every file. */
  #body(own: OwnSql, isFirst: boolean): ForeignBody {
    const { schema } = this.#settings;
    if (schema === undefined || schema === 'public') return sqlBody(own);
    const name = quoteIdentifier(schema);
    const create = isFirst ? `create schema if not exists ${name};\n` : '';
    return sqlBody({ ...own, sql: `${create}set search_path to ${name}, "$user", public;\n\n${own.sql}` });
  }
}

function stub({ path }: ForeignFile): ForeignBody {
  return { kind: 'stub', reason: `${path} is not SQL` };
}

function notesOf(
  { repeatable, callbacks, ignored }: FlywayFiles,
  { schema }: FlywaySettings,
  baseline: VersionedFile | undefined,
  passedOver: readonly VersionedFile[],
): readonly string[] {
  return [
    ...(schema === undefined || schema === 'public'
      ? []
      : [`Flyway puts the schema ${schema} first in the search path; every revision says so in its first line.`]),
    ...(baseline === undefined ? [] : [`${baseline.file.path} replaces all versions up to ${baseline.version.text}.`]),
    ...passedOver.map(({ file }) => `${file.path} is left out: the versions that it replaces exist.`),
    ...repeatable.map(({ file }) => {
      return `${file.path} is repeatable, and is taken over in its current version; to change its objects later, declare them in sql/ of the slice.`;
    }),
    ...callbacks.map((path) => `${path} is a callback, which Braid does not run.`),
    ...ignored.map((path) => `${path} is not a migration by its name, and Flyway does not run it.`),
  ];
}
