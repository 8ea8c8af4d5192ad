/** What is asked of the operation of migrations, and the test that shows it: a file below `test`, and how its test begins. */
export interface Asked {
  readonly asked: string;
  readonly shownBy: readonly (readonly [file: string, test: string])[];
}

export const ASKED: readonly Asked[] = [
  {
    asked: 'a folder without migrations is an error, and passes no gate',
    shownBy: [['cli/no-workspace.test.ts', 'without a workspace starts nothing, writes nothing and is not a success']],
  },
  {
    asked: 'commands by the names that other tools give them',
    shownBy: [['cli/words/own-names.test.ts', "'create-migration -m x'"]],
  },
  {
    asked: 'the error of a failed migration has what the server said as its cause',
    shownBy: [['api/examples.db.test.ts', 'what the server said is the cause of the failure']],
  },
  {
    asked: 'compression, retention and aggregates of TimescaleDB',
    shownBy: [
      [
        'timescale/policies.timescale.test.ts',
        'compression, retention and a continuous aggregate come and go by revisions, and do their work',
      ],
      ['timescale/hypertables.timescale.test.ts', 'comes to a table with rows, changes its policies, and goes'],
    ],
  },
  {
    asked: 'a log for debugging',
    shownBy: [['cli/log/command-log.db.test.ts', '--log-file has statements, times, connections and how it ended']],
  },
  {
    asked: 'a service starts although migrations cannot be applied',
    shownBy: [['api/examples.db.test.ts', 'a failure is a value with onFailure']],
  },
  {
    asked: 'the schema of a database is validated, also between major versions and after data revisions',
    shownBy: [
      ['commands/check/other-major.db.test.ts', 'a database of another major has no drift where nothing changed'],
      ['commands/check/check-database.db.test.ts', 'every kind of drift shows, with the slice that made the thing'],
      ['commands/validate/judge-snapshots.db.test.ts', 'a file that was edited after its snapshot'],
    ],
  },
  {
    asked: 'the performance of migrations is monitored',
    shownBy: [
      ['wiring/telemetry/telemetry.db.test.ts', 'spans run, revision and statement'],
      ['commands/metrics/metrics.db.test.ts', 'metrics of a database: before the first run, after a failure'],
      ['commands/rehearse/rehearse.db.test.ts', 'measures each revision up, back and up again'],
    ],
  },
  {
    asked: 'a revision that a database has and no file is found',
    shownBy: [
      ['cli/commands/database-commands.db.test.ts', 'a revision whose file is gone: named, refused, forgotten'],
      ['commands/check/snapshots-that-count.test.ts', 'the newest revision: its snapshot is left over'],
    ],
  },
  {
    asked: 'drift is found in CI',
    shownBy: [['monorepo/ci.e2e.test.ts', 'the workflow of GitHub']],
  },
  {
    asked: 'backups before and after',
    shownBy: [['commands/backup/backup.db.test.ts', 'database %d: backup, a lossy upgrade, restore']],
  },
  {
    asked: 'an image, a Kubernetes job, and a command in the environment',
    shownBy: [
      ['cli/words/given-words.test.ts', 'counts where no argument is given'],
      ['docker/image.docker.test.ts', 'a job that starts before its database waits for it'],
      ['scaffold/deploy/manifests.test.ts', '$path has values and fields that Kubernetes knows'],
      ['scaffold/deploy/health-job.db.test.ts', 'the health job fails when something is pending'],
    ],
  },
  {
    asked: 'gates before a commit and in CI, run as a whole',
    shownBy: [
      ['monorepo/hooks.e2e.test.ts', 'a commit that changes a schema without a revision is refused'],
      ['monorepo/ci.e2e.test.ts', 'the pipeline of GitLab: each script does its work'],
    ],
  },
  {
    asked: 'metrics: time, success, drift, size of the database',
    shownBy: [
      ['commands/metrics/metrics-file.db.test.ts', 'check writes what it found, and drift only where'],
      ['wiring/telemetry/telemetry.db.test.ts', 'reports drift, also where there is none'],
    ],
  },
  {
    asked: 'alerts: failed, long, inconsistent, rolled back',
    shownBy: [
      ['wiring/telemetry/alerts.db.test.ts', 'a failed run, a rollback, a slow run and drift are reported'],
      ['metrics/documents.test.ts', 'each alert says what is wrong and which command tells more'],
    ],
  },
  {
    asked: 'ticket numbers and impact on data are kept with a revision, and shown',
    shownBy: [['cli/commands/header-notes.test.ts', 'notes are in the header, and shown by show, history -v and JSON']],
  },
  {
    asked: 'new revisions are written from a template of the project',
    shownBy: [
      ['cli/commands/revision-templates.test.ts', 'are what --empty and --data are written from'],
      [
        'commands/revision/from-template.test.ts',
        'a generated revision has the comments of the template, and is proven with them',
      ],
    ],
  },
  {
    asked: 'what is pending is shown',
    shownBy: [['cli/commands/database-commands.db.test.ts', 'show without a revision shows what is pending']],
  },
  {
    asked: 'recovery by restoring a backup, and a fresh start',
    shownBy: [
      ['commands/backup/backup.db.test.ts', 'the hint of a failed upgrade names the backup'],
      ['adapters/embedded/start.e2e.test.ts', 'start, status, stop and reset in one process'],
    ],
  },
  {
    asked: 'contention for locks is monitored, and recorded',
    shownBy: [
      ['wiring/telemetry/telemetry.db.test.ts', 'says what failed and what was waited for'],
      ['wiring/telemetry/alert-watcher.test.ts', 'locks are reported once a run, with who holds them'],
    ],
  },
  {
    asked: 'models are found in folders, by patterns and in lists',
    shownBy: [['adapters/drizzle/loading.test.ts', 'a folder, a pattern and files']],
  },
  {
    asked: 'data is migrated in batches, with progress, resumed, and validated',
    shownBy: [
      ['execute/backfill/backfill.db.test.ts', 'change every row once, up and down, and are recorded'],
      ['execute/backfill/failures.db.test.ts', 'is checked with the condition and the query of the marker'],
      ['execute/backfill/background.db.test.ts', 'is registered, lets children run and lets those wait'],
    ],
  },
  {
    asked: 'tables are partitioned, by broker and by time',
    shownBy: [['commands/partitions/partitions.db.test.ts', 'are made once, with keys and indexes']],
  },
  {
    asked: 'a dry run on a copy of production',
    shownBy: [
      ['commands/rehearse/rehearse.db.test.ts', 'copies a part of large tables with their parents'],
      ['commands/rehearse/rehearse-stop.e2e.test.ts', 'kill -9: the watchdog deletes the copy'],
      ['commands/rehearse/rehearsal-page.db.test.ts', 'docs/rehearsal.md shows what its commands print'],
    ],
  },
  {
    asked: 'progress and alerts of long runs',
    shownBy: [
      ['cli/live/life.e2e.test.ts', 'a run says what it does and for how long, all the time'],
      ['cli/live/server-progress.db.test.ts', 'how far the server is with %s is told while it runs'],
    ],
  },
  {
    asked: 'the health of constraints, indexes and storage',
    shownBy: [['health/rules.db.test.ts', 'every rule has a case']],
  },
];
