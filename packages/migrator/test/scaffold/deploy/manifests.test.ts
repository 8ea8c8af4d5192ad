import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { kubernetes } from '../../../src/scaffold/deploy/kubernetes.ts';
import { manifestProblems } from './manifest-problems.ts';

/** The values that Helm fills in; what is between braces is not YAML. */
const FILLED = kubernetes('registry.example.com/shop-migrate:1').map(({ path, text }) => ({
  path,
  text: text.replace(/\{\{ \.[\w.]+ \}\}/g, 'filled-in'),
}));
const MANIFESTS = FILLED.filter(({ path }) => path.endsWith('.yaml'));

describe('manifests', () => {
  test('there are those of a job, an init container, a health check, one of partitions and a hook', () => {
    expect(MANIFESTS.map(({ path }) => path)).toEqual([
      'kubernetes/job.yaml',
      'kubernetes/init-container.yaml',
      'kubernetes/health.yaml',
      'kubernetes/partitions.yaml',
      'helm/migrate-job.yaml',
    ]);
  });

  test.each(MANIFESTS)('$path has values and fields that Kubernetes knows', ({ text }) => {
    for (const document of parseAllDocuments(text)) {
      expect(document.errors).toEqual([]);
      expect(manifestProblems(document.toJS())).toEqual([]);
    }
  });

  test.each(MANIFESTS)('$path: no rights, a read-only root, a number for its user', ({ text }) => {
    const pods = text.split(/^ *(?:containers|initContainers):/m).length - 1;
    expect(pods).toBeGreaterThan(0);
    expect(text).toContain('runAsNonRoot: true');
    expect(text).toMatch(
      /readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: \{ drop: \[ALL\] \}/,
    );
    expect(text).not.toMatch(/privileged: true|hostPath|hostNetwork/);
    // The password comes from a secret, never from the manifest.
    expect(text).not.toMatch(/postgres:\/\//);
  });

  const JOB = MANIFESTS[0]?.text ?? '';
  test.each([
    ['backoffLimit: 3', 'backoffLimit: three', 'backoffLimit'],
    ['backoffLimit: 3', 'backofLimit: 3', 'backofLimit'],
    ['restartPolicy: Never', 'restartPolicy: Sometimes', 'restartPolicy'],
    ['readOnlyRootFilesystem', 'readonlyRootFilesystem', 'readonlyRootFilesystem'],
    ['mountPath: /tmp', 'path: /tmp', 'path'],
    ['operator: In', 'operator: Within', 'operator'],
    ['apiVersion: batch/v1', 'apiVersion: batch/v1beta1', 'Job'],
  ])('the judges see %s → %s', (right, wrong, told) => {
    expect(JOB).toContain(right);
    const problems = () => manifestProblems(parse(JOB.replace(right, wrong)));
    expect(JSON.stringify(thrownOr(problems))).toContain(told);
  });
});

function thrownOr(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
}
