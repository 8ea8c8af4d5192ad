import type { Configuration } from '../../config/open-configuration.ts';
import type { WorkbenchOptions } from '../workbench-options.ts';
import type { Alerts } from './alerts.ts';

/** The alerts of a configuration. Where it has none, nothing is loaded. */
export async function alertsOf(
  root: string,
  configuration: Configuration,
  { onEvent }: Pick<WorkbenchOptions, 'onEvent'>,
): Promise<Alerts | undefined> {
  const { notify = [] } = configuration.config;
  if (notify.length === 0) return undefined;
  const { openAlerts } = await import('./alerts.ts');
  const environment = (): string | undefined => {
    try {
      return configuration.environment ?? configuration.protectedEnvironment();
    } catch {
      // The database cannot be determined: the run reports that.
      return undefined;
    }
  };
  return openAlerts({ notify, root, variables: configuration.variables.values, environment, onEvent });
}
