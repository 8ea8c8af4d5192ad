import type { Command } from 'commander';
import { declareBackup } from './backup-option.ts';
import { declareLimits } from './limit-options.ts';
import { declareMetricsFile } from './metrics-file-option.ts';
import { declareTag } from './tag-option.ts';
import { declareUntil } from './until-option.ts';

/** Options of every command that runs revisions: limits, a backup, a tag, a metrics file. */
export function declareRun(command: Command): void {
  declareLimits(command);
  declareBackup(command);
  declareTag(command);
  declareMetricsFile(command);
  declareUntil(command);
}
