import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

export interface SliceManifestMissing {
  /** The `slice.json` that is missing. */
  readonly file: string;
  readonly migrations: string;
}

/**
 * A folder has revisions but no `slice.json`, so they are not read.
 * @cause The file was deleted or not committed, or the folder was moved without it.
 * @repair Restore it with `git checkout -- <folder>/slice.json`, or move the revisions elsewhere.
 */
export class SliceManifestMissingError extends MigratorError<SliceManifestMissing> {
  readonly code = 'slice-manifest-missing';
  constructor(facts: SliceManifestMissing) {
    const { file, migrations } = facts;
    super(facts, {
      message: `${file}: is missing, so the revisions in ${migrations} are not read`,
      hint: `Restore it (git checkout -- ${file}), or move the revisions elsewhere.`,
    });
  }
}

export interface SliceGlobUnmatched {
  readonly glob: string;
  /** The folder that it begins with. */
  readonly folder: string;
}

/**
 * A glob in the configuration begins with a folder that does not exist, so its slices are missing.
 * @cause The folder is misspelt in `"slices"`, or was renamed.
 * @repair Correct the glob in the configuration, or remove it.
 */
export class SliceGlobUnmatchedError extends MigratorError<SliceGlobUnmatched> {
  readonly code = 'slice-glob-unmatched';
  constructor(facts: SliceGlobUnmatched) {
    super(facts, {
      message: `"slices": ${quoteForMessage(facts.glob)} matches nothing: there is no folder ${quoteForMessage(facts.folder)}`,
      hint: 'Correct the glob in the configuration, or remove it.',
    });
  }
}
