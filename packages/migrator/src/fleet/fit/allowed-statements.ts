/** Statements that change only objects with a schema, by the kind of their node in PostgreSQL's parse tree. */
export const IN_SCHEMAS: ReadonlySet<string> = new Set([
  ...['CreateStmt', 'CreateTableAsStmt', 'ViewStmt', 'RefreshMatViewStmt', 'CreateSeqStmt', 'AlterSeqStmt'],
  ...['CompositeTypeStmt', 'CreateEnumStmt', 'CreateRangeStmt', 'CreateDomainStmt', 'DefineStmt', 'CreateStatsStmt'],
  ...['CreateFunctionStmt', 'IndexStmt', 'CreateTrigStmt', 'RuleStmt', 'CreatePolicyStmt'],
  ...['AlterTableStmt', 'RenameStmt', 'AlterOwnerStmt', 'AlterObjectDependsStmt', 'AlterEnumStmt', 'AlterTypeStmt'],
  ...['AlterDomainStmt', 'AlterFunctionStmt', 'AlterPolicyStmt', 'AlterStatsStmt', 'CommentStmt', 'GrantStmt'],
  ...['DropStmt', 'TruncateStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt'],
  ...['VariableSetStmt', 'ConstraintsSetStmt', 'LockStmt', 'NotifyStmt', 'VacuumStmt', 'ReindexStmt', 'ClusterStmt'],
]);

/** Statements that are also allowed if each tenant has its own database: they touch nothing outside it. */
export const IN_DATABASES: ReadonlySet<string> = new Set([
  ...['CreateSchemaStmt', 'AlterObjectSchemaStmt', 'AlterDefaultPrivilegesStmt', 'CreateExtensionStmt'],
  ...['AlterExtensionStmt', 'AlterExtensionContentsStmt', 'CreatePublicationStmt', 'AlterPublicationStmt'],
  ...['CreateEventTrigStmt', 'AlterEventTrigStmt', 'CreateFdwStmt', 'AlterFdwStmt', 'CreateForeignServerStmt'],
  ...['AlterForeignServerStmt', 'CreateForeignTableStmt', 'CreateUserMappingStmt', 'AlterUserMappingStmt'],
  ...['DropUserMappingStmt', 'ImportForeignSchemaStmt', 'CreateCastStmt', 'CreateTransformStmt', 'CreateAmStmt'],
  ...['CreateOpClassStmt', 'CreateOpFamilyStmt', 'AlterOpFamilyStmt', 'AlterOperatorStmt', 'CreateConversionStmt'],
  ...['SecLabelStmt', 'AlterTSConfigurationStmt', 'AlterTSDictionaryStmt', 'CreatePLangStmt'],
]);

/** Kinds of objects without a schema, which all tenants of a database share. */
export const SHARED_SPACES: ReadonlySet<string> = new Set([
  ...['schema', 'extension', 'publication', 'event trigger', 'foreign server', 'fdw', 'language', 'cast', 'am'],
  ...['access method', 'transform', 'role', 'database', 'tablespace', 'subscription', 'largeobject', 'parameter acl'],
]);

/** Statements that can do anything. */
export const OPAQUE: ReadonlySet<string> = new Set(['DoStmt', 'CallStmt', 'ExecuteStmt', 'PrepareStmt']);
