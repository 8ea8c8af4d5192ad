import type { RunnerOptions } from '../../execute/runner-options.ts';
import type { DocumentFiles } from '../../ports/document-files.ts';
import type { ScriptWriter } from '../../ports/offline-script.ts';
import type { FilesContext } from '../context.ts';

/** What a command needs that writes a script: no database. */
export interface OfflineContext extends FilesContext {
  readonly runnerOptions: RunnerOptions;
  readonly documents: DocumentFiles;
  scriptWriter(): Promise<ScriptWriter>;
}
