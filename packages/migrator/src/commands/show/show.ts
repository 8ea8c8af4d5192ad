import { type Approval, approvals } from '../../graph/slices/approvals.ts';
import { resolveAll } from '../../graph/symbols/resolve.ts';
import { type HeaderNotes, headerNotes } from '../../revision/header/header-notes.ts';
import type { Section } from '../../revision/revision-file.ts';
import { redactSql } from '../../sql/redact-sql.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface ShownSection {
  readonly transaction: boolean;
  /** `transaction=steps`. */
  readonly steps: boolean;
  readonly irreversible: string | null;
  readonly lossy: string | null;
  /** What is still to be written. */
  readonly stub: string | null;
  /** Without their credentials. */
  readonly statements: readonly string[];
}

export interface ShownRevision extends RevisionSummary {
  readonly kind: 'sql' | 'ts';
  readonly checksum: string;
  readonly children: readonly string[];
  /** Labels that reach this revision, its own included. */
  readonly branches: readonly string[];
  readonly head: boolean;
  /** What the header says to people. */
  readonly notes: HeaderNotes;
  /** `null` for data revisions. */
  readonly upgrade: ShownSection | null;
  readonly downgrade: ShownSection | null;
  /** Of the owners of other slices that it reaches into. */
  readonly approvals: readonly Approval[];
}

export interface ShowResult {
  readonly revisions: readonly ShownRevision[];
}

/** The revisions that a symbol names, with their statements. */
export function show(
  { workspace, graph: load }: Pick<Workbench, 'workspace' | 'graph'>,
  symbols: readonly string[],
): ShowResult {
  const graph = load();
  const revisions = resolveAll(graph, symbols).flatMap((revision) => {
    if (revision === null) return [];
    const file = workspace.readRevision(revision);
    return [
      {
        ...summarize(revision),
        kind: revision.kind,
        checksum: file.checksum,
        children: graph.children(revision.id),
        branches: graph.labels(revision.id),
        head: graph.isHead(revision.id),
        notes: headerNotes(revision.notes),
        upgrade: shownSection(file.upgrade),
        downgrade: shownSection(file.downgrade),
        approvals: approvals(graph, [revision], workspace.slices),
      },
    ];
  });
  return { revisions };
}

function shownSection(section: Section | undefined): ShownSection | null {
  if (!section) return null;
  return {
    transaction: section.transaction,
    steps: section.steps === true,
    irreversible: section.irreversible ?? null,
    lossy: section.lossy ?? null,
    stub: section.stub ?? null,
    statements: section.statements.map(shownStatement),
  };
}

/** Rows are not shown, but that there are some is. */
function shownStatement({ sql, rows }: Statement): string {
  const shown = redactSql(sql);
  if (rows === undefined) return shown;
  return `${shown} /* and ${rows.count} ${rows.kind === 'copy' ? 'lines of data' : 'more of its kind'} */`;
}
