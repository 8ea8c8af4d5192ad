// `npm run docs`: writes docs/errors.md from the classes in packages/migrator/src/errors. A test fails when it is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorClasses } from './error-classes.mjs';

const document = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
const stories = fileURLToPath(new URL('../../docs/troubleshooting/', import.meta.url));

const EXIT_CODES = /** @type {Readonly<Record<string, number>>} */ ({
  failed: 1,
  usage: 2,
  found: 3,
  busy: 4,
  backup: 5,
  cancelled: 130,
});

/** The folders of src/errors, in the order in which somebody meets them. */
const TOPICS = /** @type {Readonly<Record<string, string>>} */ ({
  usage: 'The command line',
  workspace: 'The workspace and its configuration',
  files: 'Revision files, snapshots and files in `sql/`',
  graph: 'The revision graph and the names in it',
  database: 'Connecting to the database',
  embedded: 'The embedded PostgreSQL',
  plan: 'Plans and scripts',
  run: 'Running revisions',
  backup: 'Backups and hooks',
  rehearsal: 'Rehearsals',
  batch: 'Running in batches',
  fleet: 'Fleets',
  schema: 'Schemas and generated revisions',
  proof: 'Proofs of revisions',
  merge: 'Merging branches',
  seed: 'Seeds',
  tests: 'Test databases',
  adopt: 'Taking over the history of another tool',
  '': 'Anything else',
});

/** @returns {ReadonlyMap<string, readonly string[]>} links to the pages whose commands run into a code, by code */
function storiesByCode() {
  /** @type {Map<string, string[]>} */
  const links = new Map();
  for (const file of readdirSync(stories)
    .filter((name) => name.endsWith('.md'))
    .sort()) {
    const text = readFileSync(`${stories}${file}`, 'utf8');
    const title = /^# (.+)$/m.exec(text)?.[1] ?? file;
    for (const code of new Set(Array.from(text.matchAll(/^(?:error|✗) \[([a-z-]+)\]/gm), ([, code]) => code ?? ''))) {
      links.set(code, [...(links.get(code) ?? []), `[${title}](troubleshooting/${file})`]);
    }
  }
  return links;
}

/** @returns every failure that can be thrown, by code */
export function errorCodes() {
  const classes = errorClasses();
  const byName = new Map(classes.map((one) => [one.name, one]));
  /** @param {import('./error-classes.mjs').ErrorClass} one @returns {number} */
  const exitOf = (one) => {
    const base = one.base === undefined ? undefined : byName.get(one.base);
    return EXIT_CODES[one.outcome ?? ''] ?? (base === undefined ? 1 : exitOf(base));
  };
  return classes
    .flatMap((one) => one.codes.map((code) => ({ ...one, code, exit: exitOf(one) })))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

export function errorsDocument() {
  const codes = errorCodes();
  const shown = storiesByCode();
  const known = new Set(Object.keys(TOPICS));
  const other = codes.find(({ topic }) => !known.has(topic));
  if (other !== undefined) throw new Error(`tools/docs/error-codes.mjs has no title for the topic "${other.topic}"`);
  const topics = Object.entries(TOPICS).map(([topic, title]) => {
    const entries = codes.filter((one) => one.topic === topic).map((one) => entryOf(one, shown.get(one.code) ?? []));
    return [`## ${title}`, ...entries].join('\n\n');
  });
  return `# Errors

Written by \`npm run docs\` from the classes in \`packages/migrator/src/errors\`. Each failure has a stable \`code\`, a class of its own, \`facts\` as
plain data and a \`hint\` with the command or edit that repairs it. Search this page for the code in the brackets of a message.
Not sure where to begin: [What went wrong?](troubleshooting.md)
[The API](api.md#errors) says how a program catches them, [the exit codes](exit-codes.md) what a script sees.

${topics.join('\n\n')}
`;
}

/**
 * @param {{ code: string, name: string, exit: number, meaning: string, cause: string, repair: string }} error
 * @param {readonly string[]} seen links to pages where it can be seen
 */
function entryOf({ code, name, exit, meaning, cause, repair }, seen) {
  return `### \`${code}\`

${meaning} Exit code ${exit}, \`${name}\`.

- **Usual cause:** ${cause}
- **Repair:** ${repair}${seen.length === 0 ? '' : `\n- **Shown in:** ${seen.join(', ')}`}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, errorsDocument());
