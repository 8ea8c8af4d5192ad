import type { Configuration } from '../open-configuration.ts';

/**
 * The environment whose seeds a database gets: the one that was chosen; `development` for the embedded database;
 * `undefined` for one that only a URL names.
 */
export function seedEnvironment({
  environment,
  choice,
}: Pick<Configuration, 'environment' | 'choice'>): string | undefined {
  return environment ?? (choice().kind === 'embedded' ? 'development' : undefined);
}
