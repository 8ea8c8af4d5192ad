import { setTimeout as pause } from 'node:timers/promises';

/**
 * Polls until `condition` gives something truthy, and returns that. A throw counts as "not yet". It polls less and less
 * often, down to a fifth: each time may cost a connection.
 *
 * @throws Error after `seconds`, with `what` and the condition's last failure
 */
export async function waitFor<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  { seconds = 120, everyMs = 20 } = {},
): Promise<Exclude<Value, false | null | undefined | 0 | ''>> {
  const deadline = Date.now() + seconds * 1000;
  let failure: unknown;
  let pauseMs = everyMs;
  do {
    try {
      const value = await condition();
      if (isTruthy(value)) return value;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, everyMs * 5);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${seconds} s in vain: ${what}`, { cause: failure });
}

function isTruthy<Value>(value: Value): value is Exclude<Value, false | null | undefined | 0 | ''> {
  return Boolean(value);
}
