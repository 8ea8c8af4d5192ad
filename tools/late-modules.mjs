import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Modules of the migrator that `heads` imports and mostly never calls, by their paths in `src`. In the bundle their
 * functions load them when they are first called; nothing but functions may be imported from them.
 */
export const LATE_MODULES = [
  'adapters/fs/decode-text.ts',
  'adapters/fs/large/read-large-revision.ts',
  'adapters/fs/slices/lost-slices.ts',
  'adapters/fs/write-file-atomically.ts',
  'adapters/terminal/terminal-confirmer.ts',
  'adapters/terminal/terminal-questioner.ts',
  'cli/help/explain-topic.ts',
  'cli/text/event-line.ts',
  'cli/text/wrapped.ts',
  'cli/words/usage-error.ts',
  'commands/shared/heads/explain-heads.ts',
  'config/database/service-config.ts',
  'config/file/fleets/parse-fleets.ts',
  'config/file/parse-backup.ts',
  'config/file/parse-hooks.ts',
  'config/file/parse-notify.ts',
  'config/file/parse-revisions.ts',
  'config/file/rules/parse-health.ts',
  'config/file/rules/parse-lint.ts',
  'conninfo/has-password.ts',
  'conninfo/parse/is-connection-variable.ts',
  'conninfo/resolve-connection.ts',
  'errors/usage/explain-usage.ts',
  'rehearsal/mask/mask.ts',
  'revision/parse-revision-file.ts',
  'sql/redact-sql.ts',
  'wiring/choose-location.ts',
  'wiring/run/protected-by-identity.ts',
];

const IMPORT = /^import \{([^}]*)\} from '(\.[^']+)';$/gm;

/**
 * A module whose imports from {@link LATE_MODULES} are functions that load them. `partNow(import(…))` makes a part of
 * its own of each, and becomes a call that loads this part at once (`pack-part.mjs`).
 *
 * @param {string} source the folder `src`
 * @param {string} path of the module
 * @param {string} contents
 */
export function importedLate(source, path, contents) {
  return contents.replace(IMPORT, (whole, /** @type {string} */ list, /** @type {string} */ from) => {
    const file = join(dirname(path), from);
    if (!LATE_MODULES.some((late) => file === join(source, late))) return whole;
    const text = readFileSync(file, 'utf8');
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    return names.map((name) => called(name, from, text)).join(' ');
  });
}

/** @param {string} name @param {string} from @param {string} text */
function called(name, from, text) {
  if (!new RegExp(`^export (?:(?:async )?function ${name}\\b|\\{ ${name} \\} from )`, 'm').test(text))
    throw new Error(`${from} is loaded late, and ${name} is no function of it.`);
  return `const ${name} = (...given) => partNow(import('${from}')).${name}(...given);`;
}
