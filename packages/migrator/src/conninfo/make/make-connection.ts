import { ConnectionParameterError } from '../../errors/database/connection-parameter-error.ts';
import { choiceOf, integerOf } from '../parse/read-value.ts';
import type { Settings } from '../parse/setting.ts';
import { type Connection, SESSION_ATTRIBUTES } from './connection.ts';
import type { Machine } from './machine.ts';
import { encryptionOf } from './make-encryption.ts';
import { placesOf } from './make-places.ts';

/** The connection that libpq would make of these settings. Throws {@link ConnectionParameterError}. */
export function makeConnection(settings: Settings, source: string, machine: Machine): Connection {
  const text = (name: string): string | undefined => settings.get(name)?.value || undefined;
  const user = text('user') ?? machine.userName;
  if (user === undefined) {
    throw new ConnectionParameterError({ source, parameter: 'user', reason: 'value', problem: 'user-missing' });
  }
  const timeout = integerOf(settings, 'connect_timeout');
  return {
    places: placesOf(settings, machine),
    loadBalance: choiceOf(settings, 'load_balance_hosts', ['disable', 'random'] as const) === 'random',
    sessionAttributes: choiceOf(settings, 'target_session_attrs', SESSION_ATTRIBUTES) ?? 'any',
    user,
    database: text('dbname') ?? user,
    password: text('password'),
    passwordFile: text('passfile') ?? machine.passwordFile,
    encryption: encryptionOf(settings),
    // Zero and less is no limit, and libpq never waits for less than two seconds.
    connectTimeoutMs: timeout === undefined ? undefined : timeout <= 0 ? 0 : Math.max(2, timeout) * 1000,
    keepAlive: (integerOf(settings, 'keepalives') ?? 1) !== 0,
    keepAliveIdleMs: Math.max(0, integerOf(settings, 'keepalives_idle') ?? 5) * 1000,
    options: text('options'),
    applicationName: text('application_name'),
    fallbackApplicationName: text('fallback_application_name'),
  };
}
