/** What use cases, adapters and the rim above them may all see. */
const CORE = ['proof', 'execute', 'plan', 'graph', 'state', 'revision', 'schema', 'sql', 'errors', 'ports'];

/** Which folders of src a folder may import from; `.` is the files that lie directly in src. Imports run one way. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: ['errors', 'sql'],
  sql: ['sql', 'errors'],
  conninfo: ['conninfo', 'errors'],
  ports: ['ports', 'state', 'revision', 'schema', 'sql-objects', 'sql', 'errors'],
  revision: ['revision', 'sql', 'errors'],
  state: ['state', 'revision', 'sql', 'errors'],
  graph: ['graph', 'revision', 'sql', 'errors'],
  plan: ['plan', 'graph', 'state', 'revision', 'sql', 'errors'],
  schema: ['schema', 'revision', 'sql', 'errors'],
  'sql-objects': ['sql-objects', 'graph', 'schema', 'revision', 'sql', 'errors'],
  draw: ['draw', 'graph', 'revision', 'sql', 'errors'],
  scaffold: ['scaffold', 'revision', 'sql', 'errors'],
  execute: ['execute', 'plan', 'graph', 'state', 'revision', 'schema', 'sql', 'errors', 'ports'],
  proof: ['proof', 'execute', 'plan', 'graph', 'state', 'revision', 'schema', 'sql', 'errors', 'ports'],
  commands: ['commands', 'draw', 'scaffold', 'sql-objects', ...CORE],
  adapters: ['adapters', 'conninfo', 'sql-objects', ...CORE],
  config: ['config', 'conninfo', 'execute', 'revision', 'sql', 'errors'],
  wiring: ['wiring', 'config', 'conninfo', 'adapters', 'commands', 'sql-objects', ...CORE],
  cli: ['cli', 'wiring', 'config', 'conninfo', 'commands', 'draw', 'scaffold', ...CORE],
  api: ['api', 'wiring', 'config', 'commands', 'execute', 'plan', 'state', 'revision', 'sql', 'errors', 'ports'],
  nx: ['nx', 'wiring', 'commands', 'scaffold', 'config', 'graph', 'state', 'revision', 'sql', 'errors', 'ports'],
  testing: ['testing', 'proof', 'execute', 'plan', 'graph', 'state', 'revision', 'schema', 'sql', 'errors', 'ports'],
  '.': [
    'errors',
    'sql',
    'revision',
    'graph',
    'plan',
    'state',
    'schema',
    'execute',
    'commands',
    'config',
    'wiring',
    'api',
    'ports',
  ],
};

/** Rooms without IO, clock, randomness or anything asynchronous. */
export const PURE: readonly string[] = [
  'errors',
  'sql',
  'revision',
  'state',
  'graph',
  'plan',
  'schema',
  'sql-objects',
  'draw',
  'scaffold',
  'conninfo',
];
