import { StatsFileError } from '../../../../errors/plan/stats-file-error.ts';
import { parseStats } from '../../../../lint/stats/parse-stats.ts';
import type { ProductionStats } from '../../../../lint/stats/production-stats.ts';
import type { Workbench } from '../../workbench.ts';

/** Sizes of production, and the file that they are from. */
export interface KnownStats {
  readonly file: string;
  /** `undefined`: the file that the configuration names is not there. */
  readonly stats: ProductionStats | undefined;
}

/**
 * What the configuration names (`lint.stats`); `undefined` where it names nothing. Throws a `StatsFileError` when it is
 * no such file.
 */
export function configuredStats({ settings, files }: Pick<Workbench, 'settings' | 'files'>): KnownStats | undefined {
  const file = settings.lint.stats;
  if (file === undefined) return undefined;
  const text = files.read(file);
  return { file, stats: text === undefined ? undefined : checked(file, jsonOf(file, text)) };
}

/**
 * What `--stats` names, relative to the current folder. Throws a `DocumentError` when it cannot be read, and a
 * `StatsFileError` when it is no such file.
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
