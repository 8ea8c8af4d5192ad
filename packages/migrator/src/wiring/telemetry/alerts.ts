import type { NotifyConfig } from '../../config/file/migrate-config.ts';
import { notifyReason } from '../../config/file/notify-reason.ts';
import type { WatchRun } from '../../execute/report/run-watcher.ts';
import type { RunnerListener } from '../../execute/runner-event.ts';
import type { Alert } from '../../state/alert.ts';
import { type AlertRules, alertWatcher } from './alert-watcher.ts';
import type { DeliveryOptions } from './deliver-alert.ts';

export interface AlertsOptions {
  readonly notify: readonly NotifyConfig[];
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The environment that was chosen or recognised. */
  environment(): string | undefined;
  readonly onEvent: RunnerListener;
}

/** The receivers of alerts, from the configuration. */
export interface Alerts {
  readonly watch: readonly WatchRun[];
  /** Reports drift, and waits for the answers within their limits. */
  drift(found: readonly string[]): Promise<void>;
}

/** Opens what is configured under `notify`; nothing is loaded before there is an alert to send. */
export function openAlerts(options: AlertsOptions): Alerts {
  const { notify } = options;
  return {
    watch: notify.map((one) => async (start) => alertWatcher(rulesOf(one, options), start)),
    async drift(found) {
      if (found.length === 0) return;
      await Promise.all(
        notify.map(async (one) => {
          const { kinds, environment, now, send } = rulesOf(one, options);
          if (!kinds.has('drift')) return;
          const title = `A database differs from its revisions in ${found.length === 1 ? '1 place' : `${found.length} places`}`;
          const shown = [...found.slice(0, 20), ...(found.length > 20 ? ['…'] : []), 'See it: migrate check --db'];
          const at = now().toISOString();
          await send({ version: 1, kind: 'drift', at, environment, title, text: shown.join('\n'), run: null });
        }),
      );
    },
  };
}

function rulesOf(notify: NotifyConfig, options: AlertsOptions): AlertRules {
  const environment = options.environment();
  const { environments } = notify;
  const applies = environments === undefined || (environment !== undefined && environments.includes(environment));
  const reasons = applies ? notify.on.flatMap((word) => notifyReason(word) ?? []) : [];
  const slow = reasons.flatMap((reason) => (reason.kind === 'slow' ? [reason.afterMs] : []));
  return {
    kinds: new Set(reasons.map(({ kind }) => kind)),
    slowAfterMs: Math.min(...slow),
    environment: environment ?? null,
    now: () => new Date(),
    send: (alert) => deliver(alert, { notify, root: options.root, variables: options.variables }, options.onEvent),
  };
}

async function deliver(alert: Alert, options: DeliveryOptions, onEvent: RunnerListener): Promise<void> {
  try {
    const { deliverAlert } = await import('./deliver-alert.ts');
    const problem = await deliverAlert(alert, options);
    if (problem !== undefined) onEvent({ type: 'not-told', ...problem });
  } catch {
    onEvent({ type: 'not-told', whom: 'a receiver of alerts', why: 'unexpected failure' });
  }
}
