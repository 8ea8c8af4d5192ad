import { StatsFileError } from '../../../../errors/plan/stats-file-error.ts';
import { parseStats } from '../../../../lint/stats/parse-stats.ts';
import type { ProductionStats } from '../../../../lint/stats/production-stats.ts';
import type { Workbench } from '../../workbench.ts';

/** Sizes of production, and their file. */
export interface KnownStats {
  readonly file: string;
  /** `undefined`: the file in the configuration does not exist. */
  readonly stats: ProductionStats | undefined;
}

/**
 * The file of the configuration (`lint.stats`); `undefined` if it names none. Throws a `StatsFileError` if it is not a
 * file of `migrate stats`.
 */
export function configuredStats({ settings, files }: Pick<Workbench, 'settings' | 'files'>): KnownStats | undefined {
  const file = settings.lint.stats;
  if (file === undefined) return undefined;
  const text = files.read(file);
  return { file, stats: text === undefined ? undefined : checked(file, jsonOf(file, text)) };
}

/**
 * The file of `--stats`, relative to the current folder. Throws a `DocumentError` if it cannot be read, and a
 * `StatsFileError` if it is not a file of `migrate stats`.
 */
export function namedStats({ documents }: Pick<Workbench, 'documents'>, file: string): KnownStats {
  return { file, stats: checked(file, documents.readJson(file)) };
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StatsFileError({ file, problem: 'not-json' }, { cause });
  }
}

function checked(file: string, value: unknown): ProductionStats {
  const parsed = parseStats(value);
  if ('problem' in parsed) throw new StatsFileError({ file, ...parsed });
  return parsed;
}
