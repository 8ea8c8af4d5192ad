import { ConnectionParameterError } from '../../errors/database/connection-parameter-error.ts';
import type { Settings } from './setting.ts';

/**
 * One of the words that a parameter can be; `undefined` when it is not set. Throws {@link ConnectionParameterError}.
 */
export function choiceOf<Word extends string>(
  settings: Settings,
  parameter: string,
  words: readonly Word[],
): Word | undefined {
  const setting = settings.get(parameter);
  if (setting === undefined) return undefined;
  const found = words.find((word) => word === setting.value);
  if (found !== undefined) return found;
  throw new ConnectionParameterError({
    source: setting.from,
    parameter,
    reason: 'value',
    problem: 'not-one-of',
    words,
    value: setting.value,
  });
}

/** A whole number; `undefined` when it is not set. Throws {@link ConnectionParameterError}. */
export function integerOf(settings: Settings, parameter: string): number | undefined {
  const setting = settings.get(parameter);
  if (setting === undefined) return undefined;
  if (/^\s*[-+]?\d{1,9}\s*$/.test(setting.value)) return Number(setting.value);
  throw new ConnectionParameterError({ source: setting.from, parameter, reason: 'value', problem: 'not-a-number' });
}

/** `0` or `1`. Throws {@link ConnectionParameterError}. */
export function switchOf(settings: Settings, parameter: string, otherwise: boolean): boolean {
  const word = choiceOf(settings, parameter, ['0', '1'] as const);
  return word === undefined ? otherwise : word === '1';
}
