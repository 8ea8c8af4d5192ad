import { alertBody } from '../../adapters/http/alert-body.ts';
import { postAlert } from '../../adapters/http/post-alert.ts';
import { runHook } from '../../adapters/process/run-hook.ts';
import type { NotifyConfig } from '../../config/file/migrate-config.ts';
import { createStopSignal } from '../../execute/stop-signal.ts';
import type { Alert } from '../../state/alert.ts';

export interface DeliveryOptions {
  readonly notify: NotifyConfig;
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A receiver that an alert did not reach, and why, without secrets. */
export interface NotDelivered {
  readonly whom: string;
  readonly why: string;
}

const DEFAULT_LIMIT = 10_000;

/** Sends one alert to one receiver, within its limit. `undefined` when it arrived. */
export async function deliverAlert(
  alert: Alert,
  { notify, root, variables }: DeliveryOptions,
): Promise<NotDelivered | undefined> {
  const limitMs = notify.timeout ?? DEFAULT_LIMIT;
  const { command, urlVariable, secretVariable, format = 'json' } = notify;
  if (command !== undefined) {
    const given = { ...variables, BRAID_ALERT: JSON.stringify(alert), BRAID_ALERT_KIND: alert.kind };
    const { problem } = await runHook(command, '', {
      root,
      timeoutMs: limitMs,
      variables: { ...given, BRAID_ALERT_TITLE: alert.title },
      stop: createStopSignal(),
    });
    return problem === null ? undefined : { whom: `the command ${command[0]}`, why: problem };
  }
  const url = notify.url ?? (urlVariable === undefined ? undefined : variables[urlVariable]);
  if (url === undefined || url === '') return { whom: 'a receiver of alerts', why: `${urlVariable} is not set` };
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return { whom: 'a receiver of alerts', why: `${urlVariable ?? 'url'} is not an http or https URL` };
  }
  const whom = `the receiver of alerts at ${new URL(url).host}`;
  const secret = secretVariable === undefined ? undefined : variables[secretVariable];
  // The receiver would refuse an unsigned alert, or worse, trust it.
  if (secretVariable !== undefined && !secret) return { whom, why: `${secretVariable} is not set` };
  const why = await postAlert({ url, body: alertBody(alert, format), secret, limitMs });
  return why === undefined ? undefined : { whom, why };
}
