import type { Connection } from './make/connection.ts';
import { percentEncode } from './percent-encode.ts';

/** What must not be read in a message, and what may although it is the same. */
export interface Secrets {
  readonly passwords: readonly string[];
  /** User, database, hosts: a password that is one of them is hidden only where it stands as a password. */
  readonly known: readonly string[];
}

/** @param more passwords that were found elsewhere, in a file for example */
export function secretsOf(connection: Connection, ...more: readonly (string | undefined)[]): Secrets {
  const { password, encryption, user, database, places } = connection;
  const passwords = [password, encryption.keyPassword, ...more].flatMap((secret) =>
    secret ? [secret, percentEncode(secret)] : [],
  );
  return {
    passwords: [...new Set(passwords)].sort((a, b) => b.length - a.length),
    known: ['postgres', 'postgresql', user, database, ...places.flatMap(({ host, port }) => [host, String(port)])],
  };
}

/** Shorter ones are parts of ordinary words: `a` in "database". */
const ANYWHERE = 8;
const AS_A_WORD = 4;

/**
 * The text without the passwords: everywhere for long ones, as whole words for shorter ones, and in the places of a
 * password in URLs and connection strings for all. A message in which each `a` was blanked would tell both less of the
 * failure and more of the password.
 */
export function redact(text: string, { passwords, known }: Secrets): string {
  return passwords.reduce((clean, secret) => {
    const quoted = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const inPlace = clean.replace(
      new RegExp(`(:|\\b(?:ssl)?password\\s*=\\s*'?)${quoted}(?=@|'|&|\\s|$)`, 'giu'),
      '$1***',
    );
    if (secret.length < AS_A_WORD || known.some((word) => word.includes(secret))) return inPlace;
    if (secret.length >= ANYWHERE) return inPlace.replaceAll(secret, '***');
    return inPlace.replace(new RegExp(`(?<![\\p{L}\\p{N}_])${quoted}(?![\\p{L}\\p{N}_])`, 'gu'), '***');
  }, text);
}
