import type { CommandEntry } from './cli-command.ts';

/** All commands, in the order in which `migrate --help` lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'upgrade',
    summary: 'apply revisions up to a target (default: heads)',
    load: async () => (await import('./commands/apply/upgrade.ts')).upgradeCommand,
  },
  {
    name: 'downgrade',
    summary: 'revert revisions down to a target',
    load: async () => (await import('./commands/apply/downgrade.ts')).downgradeCommand,
  },
  {
    name: 'plan',
    summary: 'what would run, bound by hash to files and database',
    load: async () => (await import('./commands/apply/plan.ts')).planCommand,
  },
  {
    name: 'revision',
    summary: 'a revision from what changed in the schema, proven',
    load: async () => (await import('./commands/write/revision.ts')).revisionCommand,
  },
  {
    name: 'snapshot',
    summary: 'record what the schemas say now, without a revision',
    load: async () => (await import('./commands/write/snapshot.ts')).snapshotCommand,
  },
  {
    name: 'merge',
    summary: 'join branches, proven equal in every order',
    load: async () => (await import('./commands/write/merge.ts')).mergeCommand,
  },
  {
    name: 'migrate-to',
    summary: 'go to a revision, up or down as needed',
    load: async () => (await import('./commands/apply/migrate-to.ts')).migrateToCommand,
  },
  {
    name: 'stamp',
    summary: 'record revisions as applied, run nothing',
    load: async () => (await import('./commands/apply/stamp.ts')).stampCommand,
  },
  {
    name: 'status',
    summary: 'what is applied, pending or wrong, for each slice',
    load: async () => (await import('./commands/look/status.ts')).statusCommand,
  },
  {
    name: 'current',
    summary: 'the revisions the database is at',
    load: async () => (await import('./commands/look/current.ts')).currentCommand,
  },
  {
    name: 'heads',
    summary: 'the newest revisions of the files',
    load: async () => (await import('./commands/look/heads.ts')).headsCommand,
  },
  {
    name: 'history',
    summary: 'the revisions, newest first',
    load: async () => (await import('./commands/look/history.ts')).historyCommand,
  },
  {
    name: 'branches',
    summary: 'revisions with more than one child',
    load: async () => (await import('./commands/look/branches.ts')).branchesCommand,
  },
  {
    name: 'graph',
    summary: 'the revision graph as SVG, DOT, Mermaid or JSON',
    load: async () => (await import('./commands/look/graph.ts')).graphCommand,
  },
  {
    name: 'show',
    summary: 'one revision: header, statements, place in the graph',
    load: async () => (await import('./commands/look/show.ts')).showCommand,
  },
  {
    name: 'edit',
    summary: 'open a revision in your editor, then check it',
    load: async () => (await import('./commands/write/edit.ts')).editCommand,
  },
  {
    name: 'check',
    summary: 'find what is wrong in files, graph and schemas',
    load: async () => (await import('./commands/gates/check.ts')).checkCommand,
  },
  {
    name: 'validate',
    summary: 'prove revisions up, down, up on a scratch database',
    load: async () => (await import('./commands/gates/validate.ts')).validateCommand,
  },
  {
    name: 'health',
    summary: 'what is wrong with the database, and who owns it',
    load: async () => (await import('./commands/look/health.ts')).healthCommand,
  },
  {
    name: 'log',
    summary: 'every attempt that was made on the database',
    load: async () => (await import('./commands/look/log.ts')).logCommand,
  },
  {
    name: 'metrics',
    summary: 'state and log in figures, for Prometheus',
    load: async () => (await import('./commands/look/metrics.ts')).metricsCommand,
  },
  {
    name: 'repair',
    summary: 'accept an edited file, or forget or adopt a revision',
    load: async () => (await import('./commands/apply/repair.ts')).repairCommand,
  },
  {
    name: 'backup',
    summary: 'the backups that were made: list, verify',
    load: async () => (await import('./commands/tool/backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: 'a backup into an empty database, then check --db',
    load: async () => (await import('./commands/apply/restore.ts')).restoreCommand,
  },
  {
    name: 'ensure-version',
    summary: 'make the state schema, without applying anything',
    load: async () => (await import('./commands/apply/ensure-version.ts')).ensureVersionCommand,
  },
  {
    name: 'init',
    summary: 'set up a workspace, or add a slice to one',
    load: async () => (await import('./commands/write/init.ts')).initCommand,
  },
  {
    name: 'adopt',
    summary: 'take over the history of another tool',
    load: async () => (await import('./commands/write/adopt.ts')).adoptCommand,
  },
  {
    name: 'list-templates',
    summary: 'what init can set up',
    load: async () => (await import('./commands/look/list-templates.ts')).listTemplatesCommand,
  },
  {
    name: 'completion',
    summary: 'a script that completes words in bash, zsh or fish',
    load: async () => (await import('./commands/tool/completion.ts')).completionCommand,
  },
  {
    name: '__complete',
    summary: 'what may come next on a command line',
    hidden: true,
    load: async () => (await import('./commands/tool/complete.ts')).completeCommand,
  },
  {
    name: 'config',
    summary: 'the configuration, and where each value comes from',
    load: async () => (await import('./commands/tool/config.ts')).configCommand,
  },
  {
    name: 'exporter',
    summary: 'serve the metrics to Prometheus',
    load: async () => (await import('./commands/tool/exporter.ts')).exporterCommand,
  },
  {
    name: 'db',
    summary: 'the embedded PostgreSQL: start, stop, url, reset …',
    load: async () => (await import('./commands/tool/db.ts')).dbCommand,
  },
];
