import { displayUrl } from '../sql/connection-url.ts';
import type { DatabaseChoice } from './choose-database.ts';
import type { MigrateConfig } from './migrate-config.ts';

/**
 * The protected environment that a database belongs to: the one that was chosen by name, or one whose URL names the same host, port and database.
 * A production database is protected however it was named.
 */
export function protectedEnvironment(
  environment: string | undefined,
  choice: DatabaseChoice,
  config: MigrateConfig,
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const found = Object.entries(config.environments ?? {}).find(([name, given]) => {
    if (given.protected !== true) return false;
    if (name === environment) return true;
    const url = given.url ?? variables[given.urlVariable ?? ''];
    return url !== undefined && choice.kind === 'url' && placeOf(url) === placeOf(choice.url);
  });
  return found?.[0];
}

/** `host:port/database`, without the role: who connects does not matter. */
function placeOf(url: string): string {
  const shown = displayUrl(url);
  return shown.slice(Math.max(shown.lastIndexOf('@'), shown.indexOf('//') + 1) + 1).toLowerCase();
}
