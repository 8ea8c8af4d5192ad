import { createHash } from 'node:crypto';
import type { Finding } from '../../../commands/shared/finding.ts';
import { findingPlace } from './finding-place.ts';
import { workflowCommand } from './workflow-command.ts';

/** How findings are printed for a program: `text` is for people, `json` the whole result. */
export const CHECK_FORMATS = ['text', 'json', 'github', 'gitlab', 'sarif'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Annotations of GitHub Actions. Nothing wrong: nothing is printed. */
export function githubFindings(findings: readonly Finding[]): string {
  return findings
    .map((finding) => workflowCommand('error', { ...findingPlace(finding), title: finding.code }, withRepair(finding)))
    .join('\n');
}

/** A code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. */
export function gitlabFindings(findings: readonly Finding[], fallback: string): string {
  const report = findings.map((finding) => {
    const { file, line } = findingPlace(finding) ?? { file: fallback, line: 1 };
    return {
      description: withRepair(finding),
      check_name: finding.code,
      fingerprint: fingerprint(finding),
      severity: 'major',
      location: { path: file, lines: { begin: line } },
    };
  });
  return JSON.stringify(report, null, 2);
}

/** SARIF 2.1.0, for GitHub's code scanning and for editors. */
export function sarifFindings(findings: readonly Finding[], fallback: string, version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const results = findings.map((finding) => {
    const { file, line } = findingPlace(finding) ?? { file: fallback, line: 1 };
    return {
      ruleId: finding.code,
      level: 'error',
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

/** The same finding has the same, also when lines above it move. */
function fingerprint(finding: Finding): string {
  const { code, file, message } = finding;
  const place = findingPlace(finding);
  const said = place === undefined ? message : message.replace(`${place.file}:${place.line}:`, `${place.file}:`);
  return createHash('sha256')
    .update(JSON.stringify([code, file, said]))
    .digest('hex');
}
