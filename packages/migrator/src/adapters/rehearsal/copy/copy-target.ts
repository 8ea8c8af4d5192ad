import type { Client } from 'pg';
import { RehearsalCopyError } from '../../../errors/rehearsal/rehearsal-copy-error.ts';
import type { StopSignal } from '../../../execute/stop-signal.ts';
import type { CopyFacts } from '../../../ports/rehearsal/rehearsals.ts';
import type { BackupPlace } from '../../backup/backup-place.ts';
import type { ConnectOptions } from '../../pg/reach/connect.ts';
import type { RehearsalDatabase } from '../rehearsal-server.ts';

export interface CopyOptions {
  /** The workspace: the folder that tools run in. */
  readonly root: string;
  /** The database that is copied, if no file is. */
  source(): Promise<ConnectOptions>;
  /** The user's environment. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stop: StopSignal;
  readonly stateSchema: string;
}

/** Where a copy is made: empty, and with no other client in it. */
export interface CopyTarget {
  readonly kind: RehearsalDatabase['kind'];
  readonly client: Client;
  readonly place: BackupPlace;
  /** `18.4`. */
  readonly version: string;
}

/** What was copied, without what is the same however it was. */
export type Copied = Pick<CopyFacts, 'sourceVersion' | 'sampled' | 'masked' | 'leftOut'>;

export async function versionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version.split(' ')[0] ?? '';
}

export const majorOf = (version: string): number => Number.parseInt(version, 10) || 0;

/** Throws `RehearsalCopyError` if the target cannot hold what the source has. */
export async function requireFit(
  source: { readonly version: string; readonly extensions: readonly string[] },
  { kind, client, version }: CopyTarget,
): Promise<void> {
  const [from, to] = [majorOf(source.version), majorOf(version)];
  const onShadow = kind === 'shadow';
  if (from > to) throw new RehearsalCopyError({ problem: 'server-older', source: from, server: to, onShadow });
  const { rows } = await client.query<{ name: string }>(
    'select name::text as name from pg_catalog.pg_available_extensions',
  );
  const there = new Set(rows.map(({ name }) => name));
  const extensions = source.extensions.filter((name) => !there.has(name));
  if (extensions.length > 0) throw new RehearsalCopyError({ problem: 'extension-missing', extensions, onShadow });
}
