import type { BackupProblem } from '../../errors/backup/backup-errors.ts';
import { type BackupPlace, toolFailed } from './backup-place.ts';
import type { ToolResult } from './tool-result.ts';

/**
 * Makes pgBackRest back up the cluster into its own repository: `command` is its name, with the options that name the
 * stanza. The backup is then read with `verify`, which checks every file against its checksum.
 */
export async function pgBackRestBackup(
  place: BackupPlace,
  command: readonly string[],
  signal: AbortSignal,
): Promise<ToolResult | BackupProblem> {
  const made = await place.run([...command, 'backup'], { signal });
  if (made.problem !== undefined) return toolFailed(made);
  const info = await place.run([...command, '--output=json', '--log-level-console=off', 'info'], { signal });
  if (info.problem !== undefined) return toolFailed(info);
  const last = lastBackup(info.output);
  if (last === undefined) {
    return { problem: 'not-verified', command: info.command, why: 'it names no sound backup', output: info.tail };
  }
  const verified = await place.run([...command, `--set=${last.label}`, '--output=text', 'verify'], { signal });
  if (verified.problem !== undefined || /\bstatus: error/.test(verified.output)) {
    const why = verified.problem ?? 'it found an error';
    return { problem: 'not-verified', command: verified.command, why, output: verified.tail };
  }
  return { tool: 'pgbackrest', label: last.label, part: null, extension: '', bytes: last.bytes };
}

/** The newest backup of `pgbackrest info --output=json`, unless that reports errors in it. */
export function lastBackup(output: string): { readonly label: string; readonly bytes: number | null } | undefined {
  const stanzas = listOf(parsed(output));
  const backups = stanzas.flatMap((stanza) => listOf(property(stanza, 'backup')));
  const last = backups.at(-1);
  const label = property(last, 'label');
  if (typeof label !== 'string' || property(last, 'error') === true) return undefined;
  const size = property(property(property(last, 'info'), 'repository'), 'delta');
  return { label, bytes: typeof size === 'number' ? size : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
