import type { Questioner } from '../../ports/questioner.ts';
import type { RevisionFiles } from '../../ports/revision-files.ts';
import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { SqlParser } from '../../ports/sql-parser.ts';
import type { Ambient, Prover } from '../../ports.ts';
import type { FilesContext } from '../context.ts';

/** What writing revisions needs. */
export interface RevisionContext extends FilesContext {
  readonly ambient: Ambient;
  readonly files: RevisionFiles;
  /** Starts its thread when it is first asked. */
  readonly differ: SchemaDiffer;
  /** Loads PostgreSQL's parser; asked only when there is SQL by hand to read. */
  sqlParser(): Promise<SqlParser>;
  /** Opens scratch databases; asked only when there is something to prove. */
  prover(): Promise<Prover>;
  /** Absent without a terminal: then an open question is an error that names the flags. */
  readonly questioner?: Questioner;
  /** The template and slug length of file names, as configured. */
  readonly fileName?: { readonly template?: string; readonly slugLength?: number };
}
