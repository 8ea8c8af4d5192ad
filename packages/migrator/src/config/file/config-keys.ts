/**
 * All keys of the configuration, by the object that they stand in (`''` is the file itself, `environments.*` each
 * environment). The JSON schema for editors and docs/configuration.md are tested against this table.
 */
export const CONFIG_KEYS = {
  '': [
    '$schema',
    'slices',
    'environments',
    'defaultEnvironment',
    'stateSchema',
    'shadowUrl',
    'drift',
    'merge',
    'revisions',
    'runner',
    'backup',
    'hooks',
    'embedded',
    'notify',
  ],
  'environments.*': [
    'url',
    'urlVariable',
    'protected',
    'identity',
    'stateSchema',
    'shadowUrl',
    'runner',
    'backup',
    'hooks',
  ],
  runner: [
    'lease',
    'lockWait',
    'lockTimeout',
    'lockBudget',
    'statementTimeout',
    'idleInTransactionTimeout',
    'concurrentIndexTimeout',
  ],
  drift: ['ignore'],
  merge: ['slice'],
  revisions: ['fileName', 'slugLength', 'timezone', 'postWrite', 'postWriteTimeout'],
  backup: ['before', 'after', 'command', 'verify', 'dir', 'keep', 'required'],
  hooks: ['beforeRun', 'beforeLossy', 'afterRun', 'onFailure', 'timeout'],
  embedded: ['use', 'folder', 'linger'],
  'notify[]': ['on', 'url', 'urlVariable', 'command', 'format', 'secretVariable', 'timeout', 'environments'],
} as const;
