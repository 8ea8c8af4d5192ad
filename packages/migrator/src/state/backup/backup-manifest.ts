/** What made a backup: pg_dump, pgBackRest (which keeps it in a repository of its own), or a command of the user's. */
export type BackupTool = 'pg_dump' | 'pgbackrest' | 'command';

/** Before or after the revisions of a run. */
export type BackupMoment = 'before' | 'after';

/**
 * What Braid writes beside each backup, when it has verified it, as `<name>.json`. A file without a manifest was not
 * made by Braid: it is not listed, and never removed.
 */
export interface BackupManifest {
  readonly format: 1;
  /** Name of the file, in the folder of the manifest; `null` where the tool keeps the backup itself. */
  readonly file: string | null;
  readonly tool: BackupTool;
  /** pgBackRest's name of the backup, for `--set`. */
  readonly label: string | null;
  /** `postgres://user@host:port/database`, without a password. */
  readonly database: string;
  /** A hash of cluster and database: a replica that was promoted has the same. */
  readonly identity: string;
  /** `server_version_num`. */
  readonly serverVersion: number;
  readonly moment: BackupMoment;
  /** When it was begun, ISO 8601 in UTC. */
  readonly at: string;
  /** Where the database was. */
  readonly heads: readonly string[];
  readonly runId: string;
  /** `null` where the tool keeps the backup and does not say. */
  readonly bytes: number | null;
  /** Hex; `null` where the tool keeps the backup. */
  readonly sha256: string | null;
  readonly durationMs: number;
}

/** A manifest as text. */
export function printManifest(manifest: BackupManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The manifest in a text; `undefined` if Braid did not write it. */
export function parseManifest(text: string): BackupManifest | undefined {
  const value = parsed(text);
  if (value === undefined || value.format !== 1) return undefined;
  const { file, label, bytes, sha256, heads } = value;
  const tool = (['pg_dump', 'pgbackrest', 'command'] as const).find((each) => each === value.tool);
  const moment = (['before', 'after'] as const).find((each) => each === value.moment);
  const [database, identity, at, runId] = [value.database, value.identity, value.at, value.runId];
  const [serverVersion, durationMs] = [value.serverVersion, value.durationMs];
  if (tool === undefined || moment === undefined) return undefined;
  if (typeof database !== 'string' || typeof identity !== 'string' || typeof runId !== 'string') return undefined;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  if (typeof serverVersion !== 'number' || typeof durationMs !== 'number') return undefined;
  if (!isTextOrNull(file) || !isTextOrNull(label) || !isTextOrNull(sha256)) return undefined;
  if (bytes !== null && typeof bytes !== 'number') return undefined;
  // A name with a separator would lead out of the folder.
  if (file !== null && (/[/\\\0]/.test(file) || file === '' || file === '.' || file === '..')) return undefined;
  if (!Array.isArray(heads)) return undefined;
  const ids = heads.filter((head) => typeof head === 'string');
  if (ids.length !== heads.length) return undefined;
  return {
    ...{ format: 1, file, tool, label, database, identity, serverVersion, moment, at },
    ...{ heads: ids, runId, bytes, sha256, durationMs },
  };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
