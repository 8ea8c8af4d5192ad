// `npm run docs`: writes docs/json.md from the result types of the commands. A test fails when it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

const source = fileURLToPath(new URL('../../packages/migrator/src/', import.meta.url));
const document = fileURLToPath(new URL('../../docs/json.md', import.meta.url));

/** Command, and the types that its result is made of, as file and name. */
const RESULTS = /** @type {const} */ ([
  ['upgrade, downgrade', [['commands/migrate.ts', 'MigrateResult']]],
  ['stamp', [['commands/stamp.ts', 'StampResult']]],
  [
    'status',
    [
      ['commands/status.ts', 'StatusResult'],
      ['commands/status.ts', 'SliceStatus'],
    ],
  ],
  [
    'current',
    [
      ['commands/current.ts', 'CurrentResult'],
      ['commands/current.ts', 'CurrentEntry'],
    ],
  ],
  ['heads', [['commands/heads.ts', 'HeadsResult']]],
  [
    'history',
    [
      ['commands/history.ts', 'HistoryResult'],
      ['commands/history.ts', 'HistoryEntry'],
    ],
  ],
  [
    'show',
    [
      ['commands/show.ts', 'ShowResult'],
      ['commands/show.ts', 'ShownRevision'],
      ['commands/show.ts', 'ShownSection'],
    ],
  ],
  ['check', [['commands/check.ts', 'CheckResult']]],
  [
    'log',
    [
      ['commands/log.ts', 'LogResult'],
      ['ports/state-change.ts', 'LogEntry'],
      ['ports/state-change.ts', 'LogNote'],
    ],
  ],
  ['repair', [['commands/repair.ts', 'RepairResult']]],
  [
    'db',
    [
      ['commands/db.ts', 'DbResult'],
      ['ports.ts', 'EmbeddedStatus'],
    ],
  ],
  [
    'shared by several',
    [
      ['commands/revision-summary.ts', 'RevisionSummary'],
      ['commands/finding.ts', 'Finding'],
      ['ports.ts', 'DatabaseTarget'],
      ['ports.ts', 'HalfRun'],
      ['ports.ts', 'LeaseHolder'],
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

export function jsonDocument() {
  const sections = RESULTS.map(([title, types]) => {
    const declarations = types.map(([file, name]) => declaration(file, name)).join('\n\n');
    return `## ${title}\n\n\`\`\`ts\n${declarations}\n\`\`\``;
  });
  return `# JSON

Written by \`npm run docs\` from the types of the results. With \`--json\` a command prints exactly one JSON value on standard output: its result,
or \`{"error": {"code", "message", "facts", "hint"}}\`. Within a major version fields are added and never changed or removed. Times are ISO 8601 in
UTC; durations are milliseconds; revisions are ids.

${sections.join('\n\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(document, jsonDocument());
