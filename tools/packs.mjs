import { basename } from 'node:path';

/** @typedef {import('esbuild').Metafile['outputs']} Outputs */

const SRC = 'packages/migrator/src';
const COMMANDS = `${SRC}/cli/commands`;

/**
 * What each pack is loaded for, by files that are asked for late, with `import()`: a pack has all that they import, unless one before it has that.
 *
 * @type {readonly (readonly [pack: string, files: readonly string[]])[]}
 */
const PACKS = [
  [
    'start',
    [
      `${SRC}/cli/bin.ts`,
      ...['heads', 'history', 'branches', 'show'].map((name) => `${COMMANDS}/look/${name}.ts`),
      `${COMMANDS}/tool/complete.ts`,
      `${SRC}/adapters/git/git-file-history.ts`,
      ...[
        'adapters/fs/decode-text.ts',
        'adapters/fs/write-file-atomically.ts',
        'adapters/terminal/terminal-confirmer.ts',
        'adapters/terminal/terminal-questioner.ts',
        'cli/help/explain-topic.ts',
        'cli/text/event-line.ts',
        'cli/text/wrapped.ts',
        'cli/words/usage-error.ts',
        'config/file/fleets/parse-fleets.ts',
        'config/file/parse-backup.ts',
        'config/file/parse-hooks.ts',
        'config/file/parse-notify.ts',
        'config/file/parse-revisions.ts',
        'config/file/rules/parse-health.ts',
        'config/file/rules/parse-lint.ts',
        'conninfo/parse/is-connection-variable.ts',
        'rehearsal/mask/mask.ts',
        'sql/redact-sql.ts',
      ].map((file) => `${SRC}/${file}`),
      'node_modules/picocolors/picocolors.js',
    ],
  ],
  [
    'files',
    [
      'revision/parse-revision-file.ts',
      'adapters/fs/large/read-large-revision.ts',
      'adapters/fs/slices/lost-slices.ts',
    ].map((file) => `${SRC}/${file}`),
  ],
  [
    'database',
    [
      ...['conninfo/has-password.ts', 'conninfo/resolve-connection.ts', 'config/database/service-config.ts'].map(
        (file) => `${SRC}/${file}`,
      ),
      ...['choose-location', 'run/protected-by-identity'].map((name) => `${SRC}/wiring/${name}.ts`),
      ...['current', 'status', 'log'].map((name) => `${COMMANDS}/look/${name}.ts`),
      ...['upgrade', 'downgrade'].map((name) => `${COMMANDS}/apply/${name}.ts`),
      `${SRC}/adapters/pg/pg-database.ts`,
      ...['connect-failure', 'trace-queries'].map((name) => `${SRC}/adapters/pg/reach/${name}.ts`),
      `${SRC}/adapters/pg/connection/take-client.ts`,
      'node_modules/pg/esm/index.mjs',
    ],
  ],
  [
    'errors',
    [
      `${SRC}/cli/text/error/render-error.ts`,
      `${SRC}/commands/shared/heads/explain-heads.ts`,
      `${SRC}/errors/usage/explain-usage.ts`,
    ],
  ],
  ['live', [`${SRC}/cli/live/ticker.ts`]],
  ['script', [`${SRC}/adapters/pg/offline/script-writer.ts`]],
  [
    'embedded',
    ['start-embedded', 'stop-embedded', 'embedded-status'].map((name) => `${SRC}/adapters/embedded/${name}.ts`),
  ],
  ['index', [`${SRC}/adapters/fs/index/write-index.ts`]],
  ['data', ['run-data-revision', 'bundle-file'].map((name) => `${SRC}/adapters/module/${name}.ts`)],
];

/**
 * What one command alone needs that no other should carry: a pack of its own after the rest.
 *
 * @type {readonly [pack: string, files: readonly string[]]}
 */
const APART = ['page', [`${COMMANDS}/look/ui.ts`]];

/** @param {string} output a path of a file that esbuild made */
export function partName(output) {
  return basename(output, '.js');
}

/**
 * The packs with the names of their parts, in the order in which parts need each other within a pack; the last but one has the
 * rest, and the last what only `APART` needs.
 *
 * @param {Outputs} outputs
 * @returns {readonly (readonly [pack: string, parts: readonly string[]])[]}
 */
export function packsOf(outputs) {
  /** @type {Set<string>} */
  const taken = new Set();
  const take = (/** @type {readonly string[]} */ from) => {
    const found = from.flatMap((output) => needs(outputs, output)).filter((output) => !taken.has(output));
    for (const output of found) taken.add(output);
    return [...new Set(found)].map(partName);
  };
  const named = PACKS.map(
    ([pack, files]) => /** @type {const} */ ([pack, take(files.map((file) => outputOf(outputs, file)))]),
  );
  const apart = APART[1].map((file) => outputOf(outputs, file));
  const entries = Object.keys(outputs).filter(
    (each) => outputs[each]?.entryPoint !== undefined && !apart.includes(each),
  );
  const rest = /** @type {const} */ (['rest', take(entries)]);
  return [...named, rest, /** @type {const} */ ([APART[0], take(Object.keys(outputs))])];
}

/** @param {Outputs} outputs @param {string} file */
function outputOf(outputs, file) {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === file);
  // A renamed file would fall into the rest, and every command would load that.
  if (found === undefined)
    throw new Error(`No import() asks for ${file}: say in tools/packs.mjs what the pack is loaded for.`);
  return found[0];
}

/**
 * An output with all that it imports at once, those first that others need. Parts get the exports of others when they begin, so they may not need each other in
 * a circle.
 *
 * @param {Outputs} outputs
 * @param {string} output
 * @param {readonly string[]} above
 * @returns {string[]}
 */
function needs(outputs, output, above = []) {
  if (above.includes(output)) throw new Error(`Parts of the bundle need each other: ${[...above, output].join(' ← ')}`);
  const imports = outputs[output]?.imports ?? [];
  const inner = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
  return [...inner.flatMap(({ path }) => needs(outputs, path, [...above, output])), output];
}
