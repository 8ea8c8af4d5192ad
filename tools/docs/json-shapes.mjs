// `npm run docs`: writes docs/json.md from the result types of the commands. A test fails when it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

const source = fileURLToPath(new URL('../../packages/migrator/src/', import.meta.url));
const document = fileURLToPath(new URL('../../docs/json.md', import.meta.url));

/** Command, and the types that its result is made of, as file and name. */
const RESULTS = /** @type {const} */ ([
  ['upgrade, downgrade, migrate-to', [['commands/shared/migrate.ts', 'MigrateResult']]],
  [
    'plan',
    [
      ['commands/plan/plan-file.ts', 'PlanFile'],
      ['commands/plan/plan-file.ts', 'PlannedStep'],
      ['ports/database/state-reader.ts', 'DatabaseIdentity'],
      ['execute/statement/lock-notes.ts', 'LockNote'],
    ],
  ],
  [
    'upgrade, downgrade, stamp, ensure-version with --sql',
    [['commands/shared/offline/script-result.ts', 'ScriptResult']],
  ],
  ['stamp', [['commands/stamp/stamp.ts', 'StampResult']]],
  [
    'seed',
    [
      ['commands/seed/seed.ts', 'SeedResult'],
      ['commands/seed/seed.ts', 'SeedEntry'],
      ['commands/seed/seed.ts', 'SeedStatus'],
    ],
  ],
  [
    'backup',
    [
      ['commands/backup/backup.ts', 'BackupResult'],
      ['ports/backup/backup-tools.ts', 'FoundBackup'],
      ['ports/backup/backup-tools.ts', 'VerifiedBackup'],
      ['state/backup/backup-manifest.ts', 'BackupManifest'],
    ],
  ],
  [
    'restore',
    [
      ['commands/restore/restore.ts', 'RestoreResult'],
      ['ports/backup/backup-tools.ts', 'RestoredBackup'],
    ],
  ],
  [
    'status',
    [
      ['commands/status/status.ts', 'StatusResult'],
      ['commands/status/status.ts', 'SliceStatus'],
    ],
  ],
  [
    'current',
    [
      ['commands/current/current.ts', 'CurrentResult'],
      ['commands/current/current.ts', 'CurrentEntry'],
    ],
  ],
  [
    'heads',
    [
      ['commands/heads/heads.ts', 'HeadsResult'],
      ['commands/heads/heads.ts', 'Head'],
      ['commands/shared/heads/several-heads.ts', 'SeveralHeads'],
    ],
  ],
  [
    'history',
    [
      ['commands/history/history.ts', 'HistoryResult'],
      ['commands/history/history.ts', 'HistoryEntry'],
    ],
  ],
  [
    'branches',
    [
      ['commands/branches/branches.ts', 'BranchesResult'],
      ['commands/branches/branches.ts', 'BranchPoint'],
      ['commands/branches/branches.ts', 'Branch'],
    ],
  ],
  [
    'graph',
    [
      ['commands/graph/graph.ts', 'GraphResult'],
      ['commands/graph/graph.ts', 'GraphRevision'],
      ['commands/graph/graph.ts', 'GraphEdge'],
      ['draw/standing.ts', 'Standing'],
    ],
  ],
  [
    'show',
    [
      ['commands/show/show.ts', 'ShowResult'],
      ['commands/show/show.ts', 'ShownRevision'],
      ['commands/show/show.ts', 'ShownSection'],
    ],
  ],
  ['edit', [['commands/edit/edit.ts', 'EditResult']]],
  [
    'partitions',
    [
      ['commands/partitions/partitions-result.ts', 'PartitionsResult'],
      ['commands/partitions/partitions-result.ts', 'TableReport'],
      ['commands/partitions/partitions-result.ts', 'PartitionReport'],
      ['commands/partitions/partitions-result.ts', 'PartitionProblem'],
    ],
  ],
  [
    'health',
    [
      ['commands/health/health-result.ts', 'HealthResult'],
      ['commands/health/health-result.ts', 'HealthFinding'],
      ['health/facts/health-facts.ts', 'NotSeen'],
      ['commands/health/health-result.ts', 'HealthFix'],
    ],
  ],
  [
    'lint',
    [
      ['commands/lint/lint.ts', 'LintResult'],
      ['commands/lint/lint.ts', 'LintScope'],
      ['commands/shared/lint/lint-finding.ts', 'LintReport'],
      ['commands/shared/lint/lint-finding.ts', 'LintFinding'],
      ['commands/shared/lint/lint-finding.ts', 'HiddenFinding'],
      ['commands/shared/lint/lint-finding.ts', 'ObservedRun'],
    ],
  ],
  [
    'rehearse',
    [
      ['commands/rehearse/rehearse-result.ts', 'RehearseResult'],
      ['ports/rehearsal/rehearsals.ts', 'CopyFacts'],
      ['ports/rehearsal/rehearsals.ts', 'SampledTableFacts'],
      ['commands/rehearse/rehearse-result.ts', 'Pass'],
      ['commands/rehearse/rehearse-result.ts', 'RehearsedPass'],
      ['commands/rehearse/rehearse-result.ts', 'RehearsedStep'],
      ['rehearsal/observed-step.ts', 'ObservedStep'],
      ['rehearsal/observed-step.ts', 'ObservedLock'],
      ['rehearsal/project-step.ts', 'Projection'],
      ['rehearsal/project-step.ts', 'Interval'],
      ['rehearsal/long-locks.ts', 'LongLock'],
      ['commands/rehearse/rehearse-result.ts', 'RehearsalFailure'],
    ],
  ],
  [
    'check',
    [
      ['commands/check/check.ts', 'CheckResult'],
      ['commands/shared/affected/affected.ts', 'Affected'],
      ['graph/slices/affected-slices.ts', 'AffectedSlice'],
      ['commands/check/packages/fix-dependencies.ts', 'FixedDependency'],
      ['commands/check/check-database.ts', 'DatabaseComparison'],
      ['commands/check/check-database.ts', 'UncomparedFact'],
      ['schema/difference/diff-catalogs.ts', 'FactDifference'],
    ],
  ],
  [
    'validate',
    [
      ['commands/validate/validate.ts', 'ValidateResult'],
      ['commands/validate/validate.ts', 'ValidatedRevision'],
    ],
  ],
  [
    'revision',
    [
      ['commands/revision/revision-options.ts', 'RevisionResult'],
      ['commands/revision/revision-options.ts', 'WrittenRevision'],
    ],
  ],
  [
    'amend',
    [
      ['commands/amend/amend-options.ts', 'AmendResult'],
      ['commands/shared/unpublished/rewritten-revision.ts', 'RewrittenRevision'],
      ['ports/development/where-applied.ts', 'EnvironmentAnswer'],
    ],
  ],
  ['squash', [['commands/squash/squash-options.ts', 'SquashResult']]],
  ['snapshot', [['commands/snapshot/snapshot.ts', 'SnapshotResult']]],
  [
    'merge',
    [
      ['commands/merge/merge-options.ts', 'MergeResult'],
      ['commands/merge/merge-options.ts', 'WrittenMerge'],
    ],
  ],
  [
    'merge --check',
    [
      ['commands/merge/check-merge-result.ts', 'CheckMergeResult'],
      ['commands/merge/check-merge-result.ts', 'CheckedSlice'],
      ['commands/merge/check-merge-result.ts', 'JoinProblem'],
      ['errors/merge/merge-comparison.ts', 'MergeComparison'],
      ['errors/merge/merge-comparison.ts', 'ComparedEntry'],
    ],
  ],
  [
    'metrics',
    [
      ['commands/metrics/metrics.ts', 'MetricsResult'],
      ['metrics/metric.ts', 'Metric'],
      ['metrics/metric.ts', 'Sample'],
    ],
  ],
  ['exporter', [['cli/commands/tool/exporter.ts', 'ExporterResult']]],
  [
    'log',
    [
      ['commands/log/log.ts', 'LogResult'],
      ['state/log.ts', 'LogEntry'],
      ['state/log.ts', 'LogNote'],
    ],
  ],
  [
    'revision',
    [
      ['commands/revision/revision-options.ts', 'RevisionResult'],
      ['commands/revision/revision-options.ts', 'WrittenRevision'],
      ['schema/difference/classify-change.ts', 'DataEffect'],
      ['ports/workspace/post-write.ts', 'HookRun'],
    ],
  ],
  ['snapshot', [['commands/snapshot/snapshot.ts', 'SnapshotResult']]],
  ['batches', [['commands/batches/batches.ts', 'BatchesResult']]],
  ['repair', [['commands/repair/repair.ts', 'RepairResult']]],
  ['ensure-version', [['commands/ensure-version/ensure-version.ts', 'EnsureVersionResult']]],
  ['init', [['commands/init/init.ts', 'InitResult']]],
  [
    'adopt',
    [
      ['commands/adopt/adopt-options.ts', 'AdoptResult'],
      ['commands/adopt/adopt-options.ts', 'AdoptedFiles'],
      ['commands/adopt/adopt-options.ts', 'AdoptedRevision'],
      ['commands/adopt/adopt-options.ts', 'RemovedFromFile'],
      ['commands/adopt/adopt-options.ts', 'AdoptedDatabase'],
      ['adopt/foreign-ledger.ts', 'LedgerProblem'],
    ],
  ],
  [
    'adopt database',
    [
      ['commands/adopt/database/adopt-database-options.ts', 'AdoptExistingResult'],
      ['commands/adopt/database/adopt-database-options.ts', 'BaselineRevision'],
    ],
  ],
  ['list-templates', [['cli/commands/look/list-templates.ts', 'ListTemplatesResult']]],
  ['completion', [['cli/commands/tool/completion.ts', 'CompletionResult']]],
  [
    'config',
    [
      ['config/config-result.ts', 'ConfigResult'],
      ['config/config-result.ts', 'EffectiveEnvironment'],
      ['config/config-result.ts', 'EffectiveSetting'],
    ],
  ],
  [
    'db',
    [
      ['commands/db/db-options.ts', 'DbResult'],
      ['ports/embedded-control.ts', 'EmbeddedStatus'],
    ],
  ],
  [
    'shared by several',
    [
      ['commands/shared/revision-summary.ts', 'RevisionSummary'],
      ['commands/shared/heads/authors.ts', 'Authored'],
      ['commands/shared/finding.ts', 'Finding'],
      ['graph/slices/approvals.ts', 'Approval'],
      ['ports/database/database-target.ts', 'DatabaseTarget'],
      ['state/half-run-state.ts', 'HalfRunState'],
      ['state/lease.ts', 'LeaseHolder'],
    ],
  ],
  [
    'progress (one object a line, on standard error)',
    [
      ['execute/runner-event.ts', 'RunnerEvent'],
      ['execute/runner-event.ts', 'Place'],
    ],
  ],
]);

/**
 * @param {string} file
 * @param {string} name
 */
function declaration(file, name) {
  const text = readFileSync(source + file, 'utf8');
  const { program } = parseSync(file, text);
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration') continue;
    const declared = node.declaration;
    if (declared?.type !== 'TSInterfaceDeclaration' && declared?.type !== 'TSTypeAliasDeclaration') continue;
    if (declared.id.name === name) return text.slice(declared.start, declared.end).replace(/\breadonly /g, '');
  }
  throw new Error(`${file} declares no ${name}`);
}

/** Commands whose results are documented. */
export const JSON_COMMANDS = RESULTS.flatMap(([title]) => title.split(/ with | --|, /));

export function jsonDocument() {
  const sections = RESULTS.map(([title, types]) => {
    const declarations = types.map(([file, name]) => declaration(file, name)).join('\n\n');
    return `## ${title}\n\n\`\`\`ts\n${declarations}\n\`\`\``;
  });
  return `# JSON

Written by \`npm run docs\` from the types of the results. With \`--json\` a command prints exactly one JSON value on standard output: its result,
or \`{"error": {"code", "message", "facts", "hint"}}\`. These are the shapes of version 1, which is the major version of the package (and of 0.x before
it): within it fields are added and never changed or removed. Times are ISO 8601 in
UTC; durations are milliseconds; revisions are ids.

${sections.join('\n\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, jsonDocument());
