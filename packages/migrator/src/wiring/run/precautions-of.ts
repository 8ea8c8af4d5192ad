import type { Workbench } from '../../commands/shared/workbench.ts';
import type { MigrateConfig } from '../../config/file/migrate-config.ts';
import { BackupRequiredError } from '../../errors/backup/backup-errors.ts';
import type { PrecautionSettings } from '../../execute/precautions/precaution-settings.ts';

/** The backups that the command line asks for. */
export interface BackupChoice {
  readonly before: boolean;
  readonly after: boolean;
}

const HOOK_TIMEOUT = 600_000;

/**
 * Backups and hooks around runs, as the configuration and the command line say. Their code is loaded only if there are
 * any. Throws `BackupRequiredError` if the command line refuses a required backup.
 */
export function precautionsOf(
  config: MigrateConfig,
  environment: string | undefined,
  chosen: BackupChoice | undefined,
  tools: () => Pick<Workbench, 'backups' | 'hookRunner' | 'runner'>,
): Workbench['precautions'] {
  const settings = settingsFor(config, environment, chosen);
  return async (target) => {
    if (settings === undefined) return undefined;
    const { openPrecautions } = await import('../../execute/precautions/open-precautions.ts');
    const { backups, hookRunner, runner } = tools();
    return openPrecautions({ backups, hookRunner, onEvent: runner.onEvent, runs: runner.runs }, settings, target);
  };
}

function settingsFor(
  { backup = {}, hooks = {} }: MigrateConfig,
  environment: string | undefined,
  chosen: BackupChoice | undefined,
): PrecautionSettings | undefined {
  const wantsNone = chosen !== undefined && !chosen.before && !chosen.after;
  if (wantsNone && backup.required === true) throw new BackupRequiredError({ environment: environment ?? null });
  const { beforeRun = [], beforeLossy = [], afterRun = [], onFailure = [], timeout = HOOK_TIMEOUT } = hooks;
  const { before = 'never', after = false } = backup;
  const found: PrecautionSettings = {
    backup: wantsNone
      ? { before: 'never', after: false }
      : { before: chosen?.before === true ? 'always' : before, after: after || chosen?.after === true },
    hooks: { beforeRun, beforeLossy, afterRun, onFailure, timeoutMs: timeout },
  };
  const commands = [beforeRun, beforeLossy, afterRun, onFailure].flat();
  return found.backup.before === 'never' && !found.backup.after && commands.length === 0 ? undefined : found;
}
