import type { RebuiltDatabase } from '../../../commands/dev/commit/commit-result.ts';
import type { DevResult } from '../../../commands/dev/dev-options.ts';
import type { DraftSummary } from '../../../commands/dev/drafts/draft-summary.ts';
import { hookFailures } from '../hook-text.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';
import { writtenText } from './written-text.ts';

/** The result of `migrate dev`, for people. */
export function devText(result: DevResult, style: Style): string {
  switch (result.action) {
    case 'once': {
      if (result.drafts.length === 0) return `${result.database.display} matches the schemas.`;
      const next = style.typed('Make a revision of it: migrate dev commit -m "…"');
      return [...result.drafts.map((draft) => draftLines(draft, style)), next].join('\n');
    }
    case 'watch':
      return ended(result, style);
    case 'status':
      return statusText(result, style);
    case 'discard':
      return result.discarded.length === 0
        ? 'There are no drafts.'
        : `Reverted ${count(result.discarded.length, 'draft')} on ${result.database.display}. Your schema files did not change.`;
    case 'commit':
      return commitText(result, style);
  }
}

function ended({ drafts }: Extract<DevResult, { action: 'watch' }>, style: Style): string {
  if (drafts.length === 0) return 'Ended. There are no drafts.';
  return style.typed(`Ended with ${count(drafts.length, 'draft')}: migrate dev commit -m "…"`);
}

function statusText({ watcher, drafts, database, branch }: Extract<DevResult, { action: 'status' }>, style: Style) {
  const on = branch === null ? '' : ` on ${branch}`;
  return [
    watcher === null ? 'No process watches this workspace.' : `Watched by pid ${watcher}.`,
    drafts.length === 0
      ? `${database.display} has no drafts${on}.`
      : `${database.display} has ${count(drafts.length, 'draft')}${on}, oldest first:`,
    ...drafts.map((draft) => draftLines(draft, style)),
  ].join('\n');
}

function draftLines({ draft, slice, upgrade, renames, lossy }: DraftSummary, style: Style): string {
  return [
    `${style.yellow(draft)}  ${style.cyan(slice)}`,
    ...renames.map((rename) => `    renamed ${rename}`),
    ...upgrade.map((sql) => `    ${style.dim(sql.replace(/\s+/g, ' ').trim())}`),
    ...(lossy === null ? [] : [`    ${style.yellow('lost')} ${lossy}`]),
  ].join('\n');
}

function commitText(result: Extract<DevResult, { action: 'commit' }>, style: Style): string {
  const { committed, revisions, drafts, hooks, differences, notCompared, database } = result;
  if (!committed) {
    return [
      `${database.display} differs from what the revisions build (- only in the revisions, + only in the database), so nothing was written:`,
      ...[...differences, ...notCompared].flatMap((each) => each.split('\n').map((line) => `  ${line}`)),
      'Change the database or the schemas until they agree, or rebuild the database and copy the rows of tables that are the same in both:',
      style.typed('migrate dev commit -m "…" --rebuild'),
    ].join('\n');
  }
  if (drafts.length === 0) return 'There are no drafts: nothing was written.';
  if (revisions.length === 0) return `${count(drafts.length, 'draft')} together changed nothing, and are discarded.`;
  const last =
    result.rebuilt === null
      ? `Recorded in place of ${count(drafts.length, 'draft')} on ${database.display}; no rows were touched.`
      : rebuiltText(result.rebuilt, database.display);
  return [...revisions.map((each) => writtenText(each, style)), last, ...hookFailures(hooks, style)].join('\n\n');
}

function rebuiltText({ kept, copied, notCopied }: RebuiltDatabase, display: string): string {
  return [
    `Rebuilt ${display} and copied the rows of ${count(copied.length, 'table')}. The old database is now ${kept}; drop it when you no longer need it.`,
    ...(notCopied.length === 0
      ? []
      : [`Not copied, because they, or tables that they refer to, differ in the new one: ${notCopied.join(', ')}.`]),
  ].join('\n');
}
