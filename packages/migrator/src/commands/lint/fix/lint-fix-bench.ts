import type { Workbench } from '../../shared/workbench.ts';
import type { LintCommandBench } from '../lint.ts';

/** What rewriting unapplied revisions needs. */
export type LintFixBench = LintCommandBench &
  Pick<
    Workbench,
    'ambient' | 'database' | 'branches' | 'whereApplied' | 'rewriteFiles' | 'postWrite' | 'safety' | 'prover'
  >;
