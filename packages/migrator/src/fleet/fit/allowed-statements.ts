/** What changes nothing but things that have a schema, by the kind of its node in PostgreSQL's parse tree. */
export const IN_SCHEMAS: ReadonlySet<string> = new Set([
  ...['CreateStmt', 'CreateTableAsStmt', 'ViewStmt', 'RefreshMatViewStmt', 'CreateSeqStmt', 'AlterSeqStmt'],
  ...['CompositeTypeStmt', 'CreateEnumStmt', 'CreateRangeStmt', 'CreateDomainStmt', 'DefineStmt', 'CreateStatsStmt'],
  ...['CreateFunctionStmt', 'IndexStmt', 'CreateTrigStmt', 'RuleStmt', 'CreatePolicyStmt'],
  ...['AlterTableStmt', 'RenameStmt', 'AlterOwnerStmt', 'AlterObjectDependsStmt', 'AlterEnumStmt', 'AlterTypeStmt'],
  ...['AlterDomainStmt', 'AlterFunctionStmt', 'AlterPolicyStmt', 'AlterStatsStmt', 'CommentStmt', 'GrantStmt'],
  ...['DropStmt', 'TruncateStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt'],
  ...['VariableSetStmt', 'ConstraintsSetStmt', 'LockStmt', 'NotifyStmt', 'VacuumStmt', 'ReindexStmt', 'ClusterStmt'],
]);

/** What may be done besides where a tenant has a whole database: nothing outside that is touched. */
export const IN_DATABASES: ReadonlySet<string> = new Set([
  ...['CreateSchemaStmt', 'AlterObjectSchemaStmt', 'AlterDefaultPrivilegesStmt', 'CreateExtensionStmt'],
  ...['AlterExtensionStmt', 'AlterExtensionContentsStmt', 'CreatePublicationStmt', 'AlterPublicationStmt'],
  ...['CreateEventTrigStmt', 'AlterEventTrigStmt', 'CreateFdwStmt', 'AlterFdwStmt', 'CreateForeignServerStmt'],
  ...['AlterForeignServerStmt', 'CreateForeignTableStmt', 'CreateUserMappingStmt', 'AlterUserMappingStmt'],
  ...['DropUserMappingStmt', 'ImportForeignSchemaStmt', 'CreateCastStmt', 'CreateTransformStmt', 'CreateAmStmt'],
  ...['CreateOpClassStmt', 'CreateOpFamilyStmt', 'AlterOpFamilyStmt', 'AlterOperatorStmt', 'CreateConversionStmt'],
  ...['SecLabelStmt', 'AlterTSConfigurationStmt', 'AlterTSDictionaryStmt', 'CreatePLangStmt'],
]);

/** What has no schema, and is there once for all tenants of a database. */
export const SHARED_SPACES: ReadonlySet<string> = new Set([
  ...['schema', 'extension', 'publication', 'event trigger', 'foreign server', 'fdw', 'language', 'cast', 'am'],
  ...['access method', 'transform', 'role', 'database', 'tablespace', 'subscription', 'largeobject', 'parameter acl'],
]);

/** What can be anything. */
export const OPAQUE: ReadonlySet<string> = new Set(['DoStmt', 'CallStmt', 'ExecuteStmt', 'PrepareStmt']);
