import type { Workbench } from '../../shared/workbench.ts';
import type { LintCommandBench } from '../lint.ts';

/** What it takes to write revisions again that nobody has applied. */
export type LintFixBench = LintCommandBench &
  Pick<
    Workbench,
    'ambient' | 'database' | 'branches' | 'whereApplied' | 'rewriteFiles' | 'postWrite' | 'safety' | 'prover'
  >;
