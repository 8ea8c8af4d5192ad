import { ConnectionParameterError } from '../../errors/database/connection-parameter-error.ts';
import { choiceOf, switchOf } from '../parse/read-value.ts';
import type { Settings } from '../parse/setting.ts';
import { type Encryption, SSL_MODES } from './connection.ts';

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/**
 * How these settings encrypt a connection; what libpq calls too weak is refused. Throws
 * {@link ConnectionParameterError}.
 */
export function encryptionOf(settings: Settings): Encryption {
  const text = (name: string): string | undefined => settings.get(name)?.value || undefined;
  const rootCertificate = text('sslrootcert');
  const given = choiceOf(settings, 'sslmode', SSL_MODES);
  const mode = given ?? (rootCertificate === 'system' ? 'verify-full' : 'prefer');
  const direct = choiceOf(settings, 'sslnegotiation', ['postgres', 'direct'] as const) === 'direct';
  if (rootCertificate === 'system' && mode !== 'verify-full') throw weak(settings, mode, 'sslrootcert', 'verify-full');
  if (direct && ['disable', 'allow', 'prefer'].includes(mode)) throw weak(settings, mode, 'sslnegotiation', 'require');
  if (text('sslkey')?.match(/^\w{2,}:/))
    throw unsupported(settings, 'sslkey', 'Node cannot use keys of an OpenSSL engine');
  if (choiceOf(settings, 'sslcertmode', ['disable', 'allow', 'require'] as const) === 'require') {
    throw unsupported(settings, 'sslcertmode', 'Node cannot tell whether the server asked for a certificate');
  }
  return {
    mode,
    direct,
    rootCertificate,
    revocationList: text('sslcrl'),
    certificate: text('sslcert'),
    key: text('sslkey'),
    keyPassword: text('sslpassword'),
    sendCertificate: text('sslcertmode') !== 'disable',
    sendServerName: switchOf(settings, 'sslsni', true),
    minVersion: choiceOf(settings, 'ssl_min_protocol_version', VERSIONS) ?? 'TLSv1.2',
    maxVersion: choiceOf(settings, 'ssl_max_protocol_version', VERSIONS),
    channelBinding: choiceOf(settings, 'channel_binding', ['disable', 'prefer', 'require'] as const) ?? 'prefer',
  };
}

/** @param other the parameter for which the mode is too weak */
function weak(settings: Settings, mode: string, other: string, least: string): ConnectionParameterError {
  const source = settings.get('sslmode')?.from ?? settings.get(other)?.from ?? '';
  const besides = `${other}=${settings.get(other)?.value}`;
  return new ConnectionParameterError({
    source,
    parameter: 'sslmode',
    reason: 'value',
    problem: 'mode-too-weak',
    mode,
    besides,
    least,
  });
}

function unsupported(settings: Settings, parameter: string, why: string): ConnectionParameterError {
  return new ConnectionParameterError({
    source: settings.get(parameter)?.from ?? '',
    parameter,
    reason: 'unsupported',
    why,
  });
}
