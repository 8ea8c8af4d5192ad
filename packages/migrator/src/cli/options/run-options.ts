import type { Command } from 'commander';
import { declareBackup } from './backup-option.ts';
import { declareLimits } from './limit-options.ts';
import { declareMetricsFile } from './metrics-file-option.ts';
import { declareTag } from './tag-option.ts';
import { declareUntil } from './until-option.ts';

/** What every command that runs revisions takes beside its target: limits, a backup, a tag, a file of metrics. */
export function declareRun(command: Command): void {
  declareLimits(command);
  declareBackup(command);
  declareTag(command);
  declareMetricsFile(command);
  declareUntil(command);
}
