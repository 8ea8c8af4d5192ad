import { dataCodeIn } from '../../../src/wiring/data-runner.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { type RevisionText, revisionText } from './revisions.ts';
import { type RunnerSettings, runner } from './runner.ts';

/** A runner whose data revisions are files that are really loaded. */
export function codeRunner(revisions: readonly RevisionText[], settings: RunnerSettings) {
  const files = revisions
    .filter(({ kind }) => kind === 'ts')
    .map((revision) => [`features/events/migrations/${revision.id}.ts`, revisionText(revision)]);
  const root = writeTree({
    'package.json': '{ "type": "module" }',
    'features/events/slice.json': '{ "label": "events" }',
    ...Object.fromEntries(files),
  });
  return { ...runner(revisions, { ...settings, code: dataCodeIn(root, {}) }), root };
}
