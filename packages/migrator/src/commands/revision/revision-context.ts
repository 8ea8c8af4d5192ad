import type { Ambient } from '../../ports/ambient.ts';
import type { Prover } from '../../ports/proof/proof.ts';
import type { SchemaDiffer } from '../../ports/schema-differ.ts';
import type { Questioner } from '../../ports/terminal/questioner.ts';
import type { PostWrite } from '../../ports/workspace/post-write.ts';
import type { FileNameStyle } from '../../revision/file-name.ts';
import type { OwnershipContext } from '../shared/ownership/ownership-context.ts';

/** What writing revisions needs. */
export interface RevisionContext extends OwnershipContext {
  readonly ambient: Ambient;
  /** Starts its thread when it is first asked. */
  readonly differ: SchemaDiffer;
  /** Opens scratch databases; asked only when there is something to prove. */
  prover(): Promise<Prover>;
  /** Lets the scratch server build the state of these revisions in the meantime. */
  prepareProofs?(heads: readonly string[] | undefined): void;
  /** Absent without a terminal: then an open question is an error that names the flags. */
  readonly questioner?: Questioner;
  /** Of the names of new files, as configured. */
  readonly fileName?: FileNameStyle;
  /** Commands for new files; absent when none are configured. */
  readonly postWrite?: PostWrite | undefined;
}
