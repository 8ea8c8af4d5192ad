import { createHash } from 'node:crypto';
import type { Finding } from '../../../commands/shared/finding.ts';
import { findingPlace } from './finding-place.ts';
import { workflowCommand } from './workflow-command.ts';

/** How findings are printed for a program: `text` is for people, `json` the whole result. */
export const CHECK_FORMATS = ['text', 'json', 'github', 'gitlab', 'sarif'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** A finding with a level. */
export type LevelledFinding = Finding & { readonly level?: 'info' | 'warning' | 'error' };

const ANNOTATIONS = { error: 'error', warning: 'warning', info: 'notice' } as const;
const GITLAB = { error: 'major', warning: 'minor', info: 'info' } as const;
const SARIF = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Annotations of GitHub Actions. Nothing wrong: nothing is printed. */
export function githubFindings(findings: readonly LevelledFinding[]): string {
  return findings
    .map((finding) =>
      workflowCommand(
        ANNOTATIONS[finding.level ?? 'error'],
        { ...findingPlace(finding), title: finding.code },
        withRepair(finding),
      ),
    )
    .join('\n');
}

/** A code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. */
export function gitlabFindings(findings: readonly LevelledFinding[], fallback: string): string {
  const report = findings.map((finding) => {
    const { file, line } = findingPlace(finding) ?? { file: fallback, line: 1 };
    return {
      description: withRepair(finding),
      check_name: finding.code,
      fingerprint: fingerprint(finding),
      severity: GITLAB[finding.level ?? 'error'],
      location: { path: file, lines: { begin: line } },
    };
  });
  return JSON.stringify(report, null, 2);
}

/** SARIF 2.1.0, for GitHub's code scanning and for editors. */
export function sarifFindings(findings: readonly LevelledFinding[], fallback: string, version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const results = findings.map((finding) => {
    const { file, line } = findingPlace(finding) ?? { file: fallback, line: 1 };
    return {
      ruleId: finding.code,
      level: SARIF[finding.level ?? 'error'],
      message: { text: withRepair(finding) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file), uriBaseId: '%SRCROOT%' },
            region: { startLine: line },
          },
        },
      ],
      partialFingerprints: { 'braidFinding/v1': fingerprint(finding) },
    };
  });
  const driver = { name: 'Braid', version, rules: codes.map((id) => ({ id })) };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
  return JSON.stringify(log, null, 2);
}

function withRepair({ message, repair }: Finding): string {
  return repair === null ? message : `${message}\n${repair}`;
}

/** A fingerprint that stays the same when the lines above the finding move. */
function fingerprint(finding: Finding): string {
  const { code, file, message } = finding;
  const place = findingPlace(finding);
  const said = place === undefined ? message : message.replace(`${place.file}:${place.line}:`, `${place.file}:`);
  return createHash('sha256')
    .update(JSON.stringify([code, file, said]))
    .digest('hex');
}
