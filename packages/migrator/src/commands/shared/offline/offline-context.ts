import type { RunnerOptions } from '../../../execute/runner-options.ts';
import type { ScriptWriter } from '../../../ports/database/offline-script.ts';
import type { DocumentFiles } from '../../../ports/workspace/document-files.ts';
import type { FilesContext } from '../context.ts';

/** What a command needs that writes a script: no database. */
export interface OfflineContext extends FilesContext {
  readonly runnerOptions: RunnerOptions;
  /** `--tag`: kept in the log with the run of the script. */
  readonly tag?: string | undefined;
  readonly documents: DocumentFiles;
  scriptWriter(): Promise<ScriptWriter>;
}
