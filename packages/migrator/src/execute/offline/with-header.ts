import { createHash } from 'node:crypto';

/** What is at the top of a script, a line each: `["from", "base"]`. */
export type HeaderFact = readonly [name: string, value: string];

/** SHA-256 (hex) of everything below the header. */
export function scriptChecksum(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}

/**
 * The script with its header, which says what it does and how it wants to be run. The same input gives the same text:
 * no time, no user.
 */
export function withHeader(title: string, facts: readonly HeaderFact[], body: string): string {
  const all: readonly HeaderFact[] = [
    ...facts,
    ['checksum', `sha256:${scriptChecksum(body)} (of everything below the header)`],
  ];
  const width = Math.max(...all.map(([name]) => name.length)) + 1;
  const lines = [
    title,
    ...all.map(([name, value]) => `  ${`${name}:`.padEnd(width)} ${value}`),
    '',
    'Run it over one direct connection (no pooler), in no transaction of your own, and stop at the first error:',
    '  psql -X -v ON_ERROR_STOP=1 -f <this file> "$DATABASE_URL"',
    'It refuses a database in another state. What was committed before an error stays; see docs/offline.md.',
  ];
  const header = lines.map((line) => `-- ${line.replace(/[\r\n\u2028\u2029\0]+/g, ' ')}`.trimEnd()).join('\n');
  return `${header}\n\n${body}`;
}
