import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

/** A folder has revisions and no `slice.json`, so nobody reads them. */
export class SliceManifestMissingError extends MigratorError<{ readonly file: string; readonly migrations: string }> {
  readonly code = 'slice-manifest-missing';
  constructor(folder: string, migrations: string) {
    const file = `${folder}/slice.json`;
    super(
      { file, migrations },
      {
        message: `${file}: is not there, and ${migrations} has revisions, which are not read without it`,
        hint: `Restore it (git checkout -- ${file}), or move the revisions elsewhere.`,
      },
    );
  }
}

/** A glob of the configuration begins with a folder that is not there: mostly it is misspelt, and its slices are missing. */
export class SliceGlobUnmatchedError extends MigratorError<{ readonly glob: string; readonly folder: string }> {
  readonly code = 'slice-glob-unmatched';
  constructor(glob: string, folder: string) {
    super(
      { glob, folder },
      {
        message: `"slices": ${quoteForMessage(glob)} matches nothing: there is no folder ${quoteForMessage(folder)}`,
        hint: 'Correct the glob in the configuration, or take it out.',
      },
    );
  }
}
