import { requireEnvironment } from './database/choose-database.ts';
import type { MigrateConfig } from './file/migrate-config.ts';

/**
 * The effective configuration of one environment: what it says wins over the top of the file. Throws
 * `UnknownEnvironmentError`.
 */
export function configForEnvironment(config: MigrateConfig, name: string | undefined, file: string): MigrateConfig {
  if (name === undefined) return config;
  const { stateSchema, shadowUrl, runner, backup, hooks } = requireEnvironment(name, config, file);
  return {
    ...config,
    ...(stateSchema === undefined ? {} : { stateSchema }),
    ...(shadowUrl === undefined ? {} : { shadowUrl }),
    ...(runner === undefined ? {} : { runner: { ...config.runner, ...runner } }),
    ...(backup === undefined ? {} : { backup: { ...config.backup, ...backup } }),
    ...(hooks === undefined ? {} : { hooks: { ...config.hooks, ...hooks } }),
  };
}
