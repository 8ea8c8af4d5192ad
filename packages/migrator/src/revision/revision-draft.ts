import type { StatementText } from '../sql/script/statement.ts';
import type { Revision } from './revision.ts';
import type { Section } from './revision-file.ts';

/** A section that is to be written. A parsed `Section` is one, too. */
export interface SectionDraft
  extends Partial<Pick<Section, 'transaction' | 'irreversible' | 'lossy' | 'rows' | 'stub' | 'options'>> {
  readonly statements: readonly StatementText[];
}

/** A revision file that is to be written. */
export interface RevisionDraft {
  readonly revision: Revision;
  readonly upgrade: SectionDraft;
  readonly downgrade: SectionDraft;
}
