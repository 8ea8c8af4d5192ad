import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import type { Encryption, Place } from '../../../conninfo/make/connection.ts';
import { ConnectionParameterError } from '../../../errors/database/connection-parameter-error.ts';
import type { ConnectionValue } from '../../../errors/database/connection-value.ts';

/**
 * Options of `tls.connect` that do what these settings mean in libpq. Throws {@link ConnectionParameterError} for files
 * that cannot be used.
 */
export function tlsOptions(encryption: Encryption, { host }: Place, homeFolder: string): ConnectionOptions {
  const { mode } = encryption;
  const root = rootOf(encryption, homeFolder);
  const revoked = pem('sslcrl', encryption.revocationList, join(homeFolder, '.postgresql/root.crl'));
  const isName = isIP(host) === 0;
  return {
    host,
    ...(isName && encryption.sendServerName ? { servername: host } : {}),
    ...(root === undefined || root === 'system' ? {} : { ca: root }),
    ...(revoked === undefined ? {} : { crl: revoked }),
    // libpq checks the certificate whenever it finds a root certificate.
    rejectUnauthorized: root !== undefined,
    checkServerIdentity: (_, certificate) =>
      mode === 'verify-full' ? checkServerIdentity(host, certificate) : undefined,
    ...certificateOf(encryption, homeFolder),
    ...(encryption.minVersion === undefined ? {} : { minVersion: versionOf(encryption.minVersion) }),
    ...(encryption.maxVersion === undefined ? {} : { maxVersion: versionOf(encryption.maxVersion) }),
    // The server confirms that it speaks PostgreSQL's protocol.
    ALPNProtocols: ['postgresql'],
  };
}

function rootOf({ mode, rootCertificate }: Encryption, homeFolder: string): Buffer | 'system' | undefined {
  if (rootCertificate === 'system') return 'system';
  const path = rootCertificate ?? join(homeFolder, '.postgresql/root.crt');
  const found = readIfThere('sslrootcert', path);
  if (found !== undefined || !mode.startsWith('verify')) return found;
  throw new ConnectionParameterError({
    source: 'sslmode',
    parameter: 'sslrootcert',
    reason: 'value',
    problem: 'root-needed',
    path,
    mode,
  });
}

function certificateOf(encryption: Encryption, homeFolder: string): ConnectionOptions {
  if (!encryption.sendCertificate) return {};
  const cert = pem('sslcert', encryption.certificate, join(homeFolder, '.postgresql/postgresql.crt'));
  if (cert === undefined) return {};
  const path = encryption.key ?? join(homeFolder, '.postgresql/postgresql.key');
  const key = readIfThere('sslkey', path);
  if (key === undefined) throw refused('sslkey', { problem: 'key-needed', path });
  requirePrivate(path);
  return { cert, key, ...(encryption.keyPassword === undefined ? {} : { passphrase: encryption.keyPassword }) };
}

/** A file that is named must exist; the one that libpq looks for by itself need not. */
function pem(parameter: string, named: string | undefined, usual: string): Buffer | undefined {
  const found = readIfThere(parameter, named ?? usual);
  if (found === undefined && named !== undefined) throw refused(parameter, { problem: 'file-missing', path: named });
  return found;
}

function readIfThere(parameter: string, path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw refused(parameter, { problem: 'file-unreadable', path, systemCode: String(code) });
  }
}

/** As libpq does: a key that others can read is not used. */
function requirePrivate(path: string): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = statSync(path);
  if ((mode & (uid === 0 && process.getuid?.() !== 0 ? 0o037 : 0o077)) === 0) return;
  throw new ConnectionParameterError({
    source: path,
    parameter: 'sslkey',
    reason: 'value',
    problem: 'key-readable-by-others',
    path,
  });
}

function refused(parameter: string, value: ConnectionValue): ConnectionParameterError {
  return new ConnectionParameterError({ source: 'the connection', parameter, reason: 'value', ...value });
}

function versionOf(version: string): 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3' {
  return version === 'TLSv1' || version === 'TLSv1.1' || version === 'TLSv1.3' ? version : 'TLSv1.2';
}
