import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { EffectsCache } from '../../../ports/workspace/effects-cache.ts';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import type { FilesContext } from '../context.ts';

/** What it takes to tell who owns what. */
export interface OwnershipContext extends FilesContext {
  readonly files: RevisionFiles;
  /** Loads PostgreSQL's parser; asked only when a file is not known yet. */
  sqlParser(): Promise<SqlParser>;
  readonly effectsCache: EffectsCache;
}
