import { quoteIdentifier } from '../../sql/names/quote-identifier.ts';
import type { ForeignHistory, ForeignRevision } from '../foreign-history.ts';
import type { ForeignLedger, LedgerProblem, LedgerRelation, LedgerRow, LedgerState } from '../foreign-ledger.ts';
import { gapsOf } from '../ledger/gaps-of.ts';
import { FLYWAY_DEFAULTS, type FlywaySettings } from './flyway-settings.ts';
import { compareVersions, type FlywayVersion, flywayVersion } from './flyway-version.ts';
import { REPEATABLE_KEY } from './read-flyway.ts';

/**
 * Flyway's table, one row for each thing that it did, in the order of `installed_rank`: SQL, code (`JDBC` …),
 * `UNDO_SQL` (the version is not applied any more), `BASELINE` (everything up to the version was there), `DELETE`
 * (`flyway repair` found the file gone), `SCHEMA` (it made the schemas).
 */
export function flywayLedger(
  relation: Partial<LedgerRelation> = {},
  { prefixes }: Pick<FlywaySettings, 'prefixes'> = FLYWAY_DEFAULTS,
): ForeignLedger {
  const { schema = 'public', table = FLYWAY_DEFAULTS.table } = relation;
  return {
    relation: { schema, table },
    query: `select installed_rank::text as rank, version::text as version, description::text as description,
type::text as type, script::text as script, checksum::text as checksum, success::text as success
from ${quoteIdentifier(schema)}.${quoteIdentifier(table)} order by installed_rank`,
    compare: (rows, history) => new LedgerReader(history, prefixes.baseline).read(rows),
  };
}

const CODE = /^(?:JDBC|SPRING_JDBC|SCRIPT|CUSTOM)/;

class LedgerReader {
  readonly #history: ForeignHistory;
  readonly #baselinePrefix: string;
  readonly #versions: readonly { readonly revision: ForeignRevision; readonly version: FlywayVersion }[];
  readonly #problems: LedgerProblem[] = [];
  /** Rows that count, by key: the latest of each. */
  readonly #applied = new Map<string, LedgerRow>();
  /** Versions that no file has any more, with the rows. */
  readonly #lost = new Map<string, LedgerRow>();

  constructor(history: ForeignHistory, baselinePrefix: string) {
    this.#history = history;
    this.#baselinePrefix = baselinePrefix;
    this.#versions = history.revisions.flatMap((revision) => {
      const version = revision.key.startsWith(REPEATABLE_KEY) ? undefined : flywayVersion(revision.key);
      return version === undefined ? [] : [{ revision, version }];
    });
  }

  read(rows: readonly LedgerRow[]): LedgerState {
    for (const row of rows) this.#take(row);
    for (const row of this.#lost.values()) this.#problems.push({ problem: 'row-without-file', row: describe(row) });
    const { revisions } = this.#history;
    const applied = revisions.filter(({ key }) => this.#applied.has(key));
    for (const revision of applied) this.#compareText(revision);
    const appliedKeys = applied.map(({ key }) => key);
    return { appliedKeys, problems: [...this.#problems, ...gapsOf(appliedKeys, this.#history)] };
  }

  #take(row: LedgerRow): void {
    const type = row.type ?? '';
    const version = row.version === null || row.version === undefined ? undefined : flywayVersion(row.version);
    if (type === 'SCHEMA') return;
    if (row.success === 'false') {
      const key = row.version ?? row.description ?? '';
      this.#problems.push({ problem: 'failed', key, said: `row ${row.rank} has success = false` });
    } else if (version === undefined) this.#takeRepeatable(row);
    else if (type === 'BASELINE') this.#takeBaseline(version, row);
    else if (type.startsWith('UNDO') || type === 'DELETE') this.#forget(version);
    else this.#takeVersion(version, row);
  }

  #takeRepeatable(row: LedgerRow): void {
    const key = `${REPEATABLE_KEY}${row.description ?? ''}`;
    const known = this.#history.revisions.some((revision) => revision.key === key);
    if (row.type === 'DELETE') this.#applied.delete(key);
    else if (known) this.#applied.set(key, row);
    // Flyway accepts that a repeatable file is gone, but its objects still exist.
    if (row.type === 'DELETE') this.#lost.delete(key);
    else if (!known) this.#lost.set(key, row);
  }

  #takeVersion(version: FlywayVersion, row: LedgerRow): void {
    const first = this.#versions[0];
    const standsFor =
      first !== undefined && this.#isBaseline(first.revision) && compareVersions(version, first.version) <= 0;
    if (standsFor && row.type !== 'SQL_BASELINE') {
      // A baseline file replaces the versions whose files are gone.
      this.#applied.set(first.revision.key, { ...row, checksum: null });
      return;
    }
    const found = this.#versions.find((each) => compareVersions(each.version, version) === 0);
    if (found === undefined) {
      this.#lost.set(version.parts.join('.'), row);
      return;
    }
    const { key, source } = found.revision;
    if (this.#applied.has(key)) this.#problems.push({ problem: 'applied-twice', key, source });
    this.#applied.set(key, row);
  }

  #takeBaseline(version: FlywayVersion, row: LedgerRow): void {
    const until = this.#versions.filter((each) => compareVersions(each.version, version) <= 0);
    if (until.length === 0) this.#lost.set(version.parts.join('.'), row);
    for (const { revision } of until) this.#applied.set(revision.key, { ...row, checksum: null });
  }

  #forget(version: FlywayVersion): void {
    this.#lost.delete(version.parts.join('.'));
    const found = this.#versions.find((each) => compareVersions(each.version, version) === 0);
    if (found !== undefined) this.#applied.delete(found.revision.key);
  }

  #isBaseline({ source }: ForeignRevision): boolean {
    return source.slice(source.lastIndexOf('/') + 1).startsWith(this.#baselinePrefix);
  }

  /** Rows of baselines and of code have no checksum. */
  #compareText({ key, source, checksum }: ForeignRevision): void {
    const row = this.#applied.get(key);
    const applied = row?.checksum ?? undefined;
    if (row === undefined || applied === undefined || applied === checksum || CODE.test(row.type ?? '')) return;
    this.#problems.push({ problem: 'file-edited', key, source, applied });
  }
}

function describe({ version, description, type, script }: LedgerRow): string {
  const name = version === null || version === undefined ? `repeatable "${description}"` : `version ${version}`;
  return `${name} (${type}, ${script})`;
}
