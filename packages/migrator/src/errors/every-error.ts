// Every class of failure, for programs that catch by type, and for types made from them; a test finds those missing.
export {
  AdoptedHistoryChangedError,
  ForeignFolderError,
  NotAdoptedError,
  SliceHasRevisionsError,
} from './adopt/adopt-errors.ts';
export { AlembicConfigError } from './adopt/alembic-config-error.ts';
export { AlembicCycleError, AlembicFileError, AlembicSqlError } from './adopt/alembic-errors.ts';
export { DatabaseDiffersError } from './adopt/database-differs-error.ts';
export { DrizzleHistoryError } from './adopt/drizzle-history-error.ts';
export { FlywayConfigError, FlywayHistoryError, FlywayPlaceholderError } from './adopt/flyway-errors.ts';
export { ForeignFileError } from './adopt/foreign-file-error.ts';
export { ForeignTransactionError } from './adopt/foreign-transaction-error.ts';
export { AdoptedPartlyError, LedgerMismatchError, LedgerMissingError } from './adopt/ledger-errors.ts';
export { PrismaHistoryError } from './adopt/prisma-history-error.ts';
export {
  AssignmentError,
  NoSliceFolderError,
  NothingToAdoptError,
  SchemaNotReadBackError,
  SlicesInCircleError,
  SlicesThereError,
} from './adopt/pull-errors.ts';
export { BackupFailedError, BackupRequiredError } from './backup/backup-errors.ts';
export { HookFailedError } from './backup/hook-failed-error.ts';
export { RestoreFailedError, RestoreRefusedError } from './backup/restore-errors.ts';
export {
  BackgroundWithoutBatchesError,
  BatchesUnfinishedError,
  NoSuchBatchesError,
} from './batch/background-errors.ts';
export {
  BatchEditedError,
  BatchesUntilError,
  BatchKeyError,
  BatchNotDoneError,
  BatchRowsFailedError,
  BatchVerificationError,
} from './batch/batch-errors.ts';
export { DataRevisionBatchError, DataRevisionVerificationError } from './batch/code-batch-errors.ts';
export { DataRevisionStepsError } from './batch/step-errors.ts';
export {
  DatabaseAccessRefusedError,
  DatabasePasswordRefusedError,
  DatabaseTlsRefusedError,
  DatabaseTlsRequiredError,
} from './database/access-errors.ts';
export { CannotConnectError } from './database/cannot-connect-error.ts';
export {
  DatabaseConnectFailedError,
  DatabaseConnectTimeoutError,
  DatabaseHostUnreachableError,
  DatabaseNoSuchSessionError,
  DatabaseNotReadyError,
  DatabaseTooManyConnectionsError,
  DatabaseUnknownError,
} from './database/connect-errors.ts';
export { BorrowedConnectionError, ConnectionLostError } from './database/connection-errors.ts';
export { ConnectionParameterError } from './database/connection-parameter-error.ts';
export { DatabaseInUseError } from './database/database-in-use-error.ts';
export {
  DatabaseReadOnlyError,
  MissingRightError,
  ServerTooOldError,
  WrongServerSettingError,
} from './database/server-errors.ts';
export { DatabaseAheadError, MigrationsPendingError } from './database/service-errors.ts';
export { EventTriggerForbidsError, StateFormatNewerError, StateStatementFailedError } from './database/state-errors.ts';
export {
  EmbeddedBusyError,
  EmbeddedClusterBrokenError,
  EmbeddedClusterMajorError,
  EmbeddedInitdbError,
  EmbeddedStartError,
} from './embedded/cluster-errors.ts';
export {
  EmbeddedDiskFullError,
  EmbeddedPackageError,
  EmbeddedPermissionError,
  EmbeddedPlatformError,
  EmbeddedUserError,
} from './embedded/host-errors.ts';
export { BatchSectionError } from './files/batch-section-error.ts';
export {
  DuplicateHeaderKeyError,
  MisplacedHeaderKeyError,
  MissingHeaderKeyError,
  UnknownHeaderKeyError,
} from './files/header-key-errors.ts';
export { InvalidHeaderCharacterError, InvalidHeaderValueError } from './files/header-value-errors.ts';
export { PartitionMadeAheadError, PartitionSyntaxError, PartitionUnfitError } from './files/partition-errors.ts';
export { PsqlCommandError } from './files/psql-command-error.ts';
export { RevisionFileError } from './files/revision-file-error.ts';
export {
  DuplicateSectionError,
  InvalidSectionMarkerError,
  MissingSectionError,
  SectionOrderError,
  TextOutsideSectionsError,
} from './files/section-errors.ts';
export { InvalidSectionOptionError } from './files/section-option-error.ts';
export {
  IrreversibleWithStatementsError,
  SessionLockHeldError,
  StatementRunsAloneError,
  TransactionControlError,
} from './files/section-statement-errors.ts';
export {
  SnapshotConflictError,
  SnapshotError,
  SnapshotMissingError,
  SnapshotNotBuiltError,
} from './files/snapshot-errors.ts';
export {
  CopyDataError,
  CopyStreamError,
  LargeStatementError,
  NulCharacterError,
  SqlTextError,
  UnterminatedSqlError,
} from './files/sql-errors.ts';
export {
  DuplicateSqlObjectError,
  ForeignSqlObjectError,
  FreshBuildError,
  NotDeclarableError,
  OwnershipBrokenError,
  SqlObjectSyntaxError,
} from './files/sql-object-errors.ts';
export { UnprintableRevisionError } from './files/unprintable-revision-error.ts';
export { FleetRefusedError, FleetSourceError, FleetStoppedError, FleetUnknownError } from './fleet/fleet-errors.ts';
export { FleetQueueError } from './fleet/fleet-queue-error.ts';
export {
  DuplicateAppliedRowError,
  InsertedBelowAppliedError,
  OverlapError,
  PlanOutdatedError,
  UnknownAppliedRevisionError,
} from './graph/applied-set-errors.ts';
export { BrokenGraphError } from './graph/broken-graph-error.ts';
export { CycleError, DependencyCycleError, DependencySelfLoopError, SelfLoopError } from './graph/cycle-errors.ts';
export { MultipleHeadsError } from './graph/multiple-heads-error.ts';
export { IllegalIdError, IllegalLabelError } from './graph/name-errors.ts';
export { NotARevisionError } from './graph/not-a-revision-error.ts';
export { DuplicateHeadsError, NotAHeadError, SliceRequiredError } from './graph/placement-errors.ts';
export {
  InvalidDowngradeTargetError,
  InvalidRangeError,
  RangeNotAllowedError,
  RangeNotAncestorError,
  RangeRequiredError,
} from './graph/range-errors.ts';
export { DuplicateLabelError, DuplicateRevisionError, MissingRevisionError } from './graph/revision-errors.ts';
export { SymbolError } from './graph/symbol-error.ts';
export {
  AmbiguousPartialError,
  NotInBranchError,
  UnknownBranchError,
  UnknownRevisionError,
  UnknownShortRevisionError,
} from './graph/unknown-name-errors.ts';
export { UnorderedConflictError } from './graph/unordered-conflict-error.ts';
export {
  AmbiguousDowngradeError,
  AmbiguousUpgradeError,
  AmbiguousWalkError,
  RelativeOutOfRangeError,
  WalkedTooFarError,
} from './graph/walk-errors.ts';
export { MergeBranchFailsError, TooManyHeadsToMergeError } from './merge/branch-errors.ts';
export { MergeConflictError, MergeDoesNotCommuteError, MergeNeedsHandError } from './merge/merge-errors.ts';
export { MergeProofMissingError, MergeProofStaleError } from './merge/proof-line-errors.ts';
export { MigratorError } from './migrator-error.ts';
export {
  AgentNeedsPersonError,
  ConfirmationRequiredError,
  ConsentForOtherPlanError,
  NotConfirmedError,
} from './plan/confirmation-errors.ts';
export { DevBranchChangedError, DevRunningError, DraftsAppliedError, DraftsElsewhereError } from './plan/dev-errors.ts';
export { LintFixUnprovenError } from './plan/lint-fix-unproven-error.ts';
export { NotADevelopmentDatabaseError } from './plan/not-a-development-database-error.ts';
export {
  BatchesOfflineError,
  DataRevisionsOfflineError,
  OfflineTooLargeError,
  StatusUnusableError,
} from './plan/offline-errors.ts';
export { PlanChangedError, PlanFileInvalidError } from './plan/plan-file-errors.ts';
export { RewriteRefusedError } from './plan/rewrite-refused-error.ts';
export { RewriteUnfinishedError } from './plan/rewrite-unfinished-error.ts';
export { StatsFileError } from './plan/stats-file-error.ts';
export { ProofFailedError } from './proof/proof-failed-error.ts';
export {
  ProofBatchesDifferError,
  ProofCatalogDiffersError,
  ProofDefaultDiffersError,
  ProofRowsDifferError,
  ProofSequenceBehindError,
} from './proof/proof-result-errors.ts';
export { ProofNeedsRowsError, ProofStatementFailedError } from './proof/proof-statement-errors.ts';
export { TimescaledbMissingError } from './proof/timescaledb-missing-error.ts';
export { RehearsalMaskError } from './rehearsal/mask-errors.ts';
export { RehearsalCopyError } from './rehearsal/rehearsal-copy-error.ts';
export { AppliedFilesEditedError } from './run/applied-errors.ts';
export {
  CurrentSchemaImportError,
  DataRevisionError,
  DataRevisionExportError,
  DataRevisionLoadError,
  DataRevisionSyntaxError,
  DataRevisionTransactionError,
  DrizzleMissingError,
} from './run/data-revision-errors.ts';
export {
  DataRevisionEndedError,
  DataRevisionExitError,
  DataRevisionStalledError,
  DataRevisionUnawaitedError,
  DataRevisionUnhandledError,
  TransactionEndedError,
} from './run/data-revision-escapes.ts';
export { DataRevisionBusyError, DataRevisionRowError } from './run/data-revision-rows.ts';
export { HalfRunEditedError, HalfRunPendingError } from './run/half-run-errors.ts';
export { InterruptedError } from './run/interrupted-error.ts';
export { LeaseBusyError, LeaseLostError } from './run/lease-errors.ts';
export { LocksNotFreeError } from './run/locks-error.ts';
export { NotRepairableError } from './run/repair-errors.ts';
export { ConcurrentIndexUnnamedError, RevisionIrreversibleError, RevisionStubError } from './run/section-errors.ts';
export { DataRevisionFailedError, OutcomeUnknownError, StatementFailedError } from './run/statement-errors.ts';
export { BuiltOtherwiseError } from './schema/built-otherwise-error.ts';
export { CastFlagError, UnusedCastError } from './schema/cast-errors.ts';
export { DrizzleOrmMissingError, DrizzleOrmVersionError, SchemaDiffError } from './schema/drizzle-errors.ts';
export {
  CrossSliceCycleError,
  PendingSliceError,
  SqlFileEmptyError,
  SqlFileMissingError,
  StillUsedError,
} from './schema/generate-errors.ts';
export { HistoryOrderFailedError, HistoryOrdersDifferError } from './schema/history-errors.ts';
export {
  DuplicateEntityError,
  EntityMovedError,
  ReExportError,
  SchemaOwnershipError,
  UnexportedEntityError,
  UnsupportedNameError,
} from './schema/ownership-errors.ts';
export { RenameAmbiguousError, RenameFlagError, UnusedRenameError } from './schema/rename-errors.ts';
export {
  LooseExportError,
  SchemaEmptyError,
  SchemaFileError,
  SchemaFileExitError,
  SchemaFileLoadError,
  SchemaFileMissingError,
  SchemaFileSyntaxError,
  SchemaFileTimeoutError,
  UnwritableDefaultError,
} from './schema/schema-file-errors.ts';
export { SnapshotUnsaidError } from './schema/snapshot-unsaid-error.ts';
export { SeedFailedError, SeedFileError, SeedNotAllowedError, UnknownSeedError } from './seed/seed-errors.ts';
export { TestDatabaseMisusedError, TestServerRefusedError } from './tests/test-database-errors.ts';
export { UnexpectedFailureError } from './unexpected-failure-error.ts';
export { CannotListenError } from './usage/cannot-listen-error.ts';
export { UsageError } from './usage/usage-error.ts';
export { ConfigError, UnknownEnvironmentError } from './workspace/config-errors.ts';
export { ConfigIsCodeError } from './workspace/config-is-code-error.ts';
export { InvalidDatabaseUrlError } from './workspace/database-url-error.ts';
export { DocumentError } from './workspace/document-error.ts';
export { EditorFailedError, EditorMissingError } from './workspace/editor-errors.ts';
export {
  FileExistsError,
  FileNotUtf8Error,
  FileTooLargeError,
  FileUnreadableError,
  LinkOutsideWorkspaceError,
  NotAFileError,
  NotARegularFileError,
  RevisionFileReplacedError,
  StrayFileError,
} from './workspace/file-errors.ts';
export { FileSystemError, FileUnwritableError } from './workspace/file-system-errors.ts';
export { ScratchFolderError, TemporaryFolderError } from './workspace/folder-errors.ts';
export { BothSidesChangedError, GitFailedError, NoMergeBaseError, UnknownGitRefError } from './workspace/git-errors.ts';
export { SliceGlobUnmatchedError, SliceManifestMissingError } from './workspace/lost-slice-errors.ts';
export { NoDatabaseError } from './workspace/no-database-error.ts';
export { NoWorkspaceError } from './workspace/no-workspace-error.ts';
export { QuestionCancelledError } from './workspace/question-errors.ts';
export { RevisionTemplateError } from './workspace/revision-template-error.ts';
export {
  DuplicateSliceError,
  SliceGlobError,
  SliceManifestError,
  UnknownSliceError,
  WorkspaceError,
} from './workspace/slice-errors.ts';
