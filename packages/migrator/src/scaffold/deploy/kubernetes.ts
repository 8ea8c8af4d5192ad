import type { ScaffoldFile } from '../scaffold-file.ts';

const ENVIRONMENT = '{ name: DATABASE_URL, valueFrom: { secretKeyRef: { name: database, key: url } } }';
const RESOURCES = '{ requests: { cpu: 50m, memory: 128Mi }, limits: { memory: 512Mi } }';
const CONTEXT = '{ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';
const POD_CONTEXT = '{ runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }';
/** Data revisions are compiled below /tmp. */
const TMP = '{ name: tmp, emptyDir: { medium: Memory, sizeLimit: 64Mi } }';

/** By name, what each container has of its own. */
type Containers = Readonly<Record<string, readonly string[]>>;

/** A pod whose containers each run one command to its end; without arguments, what MIGRATION_COMMAND says. */
function podSpec(image: string, containers: Containers): readonly string[] {
  return [
    'restartPolicy: Never',
    '# After SIGTERM a statement may run for 5 more seconds, then it is cancelled and rolled back.',
    'terminationGracePeriodSeconds: 30',
    'automountServiceAccountToken: false',
    `securityContext: ${POD_CONTEXT}`,
    `volumes: [${TMP}]`,
    'containers:',
    ...Object.entries(containers).flatMap(([name, own]) => [
      `  - name: ${name}`,
      `    image: ${image}`,
      ...own.map((line) => `    ${line}`),
      `    resources: ${RESOURCES}`,
      `    securityContext: ${CONTEXT}`,
      '    volumeMounts: [{ name: tmp, mountPath: /tmp }]',
    ]),
  ];
}

const MIGRATES = ['env:', `  - ${ENVIRONMENT}`, '  - { name: MIGRATION_COMMAND, value: upgrade heads --wait 60s }'];

const HEALTH: Containers = {
  state: [
    '# [check, --db] also finds drift; it needs a server for scratch databases: "shadowUrl" in migrate.config.json.',
    'args: [status, --check]',
    `env: [${ENVIRONMENT}]`,
  ],
  health: ['# Its role sees everything after: grant pg_read_all_data to …', 'args: [health]', `env: [${ENVIRONMENT}]`],
};

/** The specification of a job that migrates. */
const JOB = [
  '# Another try continues where the last one stopped. Two at the same time do no harm: one runs, the other waits.',
  'backoffLimit: 3',
  'ttlSecondsAfterFinished: 86400',
  'podFailurePolicy:',
  '  rules:',
  '    # 2 is a usage error: another try ends in the same way.',
  '    - action: FailJob',
  '      onExitCodes: { containerName: migrate, operator: In, values: [2] }',
  '    - action: Ignore',
  '      onPodConditions: [{ type: DisruptionTarget, status: "True" }]',
];

function indented(lines: readonly string[], spaces: number): string {
  return lines.map((line) => `${' '.repeat(spaces)}${line}`).join('\n');
}

const PARTITIONS: Containers = { partitions: ['args: [partitions, ensure]', `env: [${ENVIRONMENT}]`] };

/** Manifests of Kubernetes, and the script that runs the job and fails when it fails. */
export function kubernetes(image: string): readonly ScaffoldFile[] {
  const job = `# sh deploy/kubernetes/run-job.sh    (a Job cannot be changed, so each run has its own name)
apiVersion: batch/v1
kind: Job
metadata: { generateName: migrate- }
spec:
${indented(JOB, 2)}
  template:
    spec:
${indented(podSpec(image, { migrate: MIGRATES }), 6)}
`;
  const wait = `# For the pod of your service: each replica waits until everything is applied. It changes nothing.
apiVersion: apps/v1
kind: Deployment
metadata: { name: service }
spec:
  replicas: 2
  selector: { matchLabels: { app: service } }
  template:
    metadata: { labels: { app: service } }
    spec:
      initContainers:
        - name: wait-for-migrations
          image: ${image}
          args: [status, --check, --wait, 60s]
          env: [${ENVIRONMENT}]
          resources: ${RESOURCES}
          securityContext: { runAsNonRoot: true, ${CONTEXT.slice(2)}
      containers:
        - { name: service, image: registry.example.com/service:latest }
`;
  const health = `# Fails when a container does (exit code 3): "state" when something is pending, half-done, edited or missing, "health" when the database has a finding of
# at least a warning: "health.failOn" in migrate.config.json. Changes nothing.
apiVersion: batch/v1
kind: CronJob
metadata: { name: migrations-health }
spec:
  schedule: "17 * * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
${indented(podSpec(image, HEALTH), 10)}
`;
  const partitions = `# Makes the partitions ahead that files in sql/ declare; fails (exit code 3) when one could not be made. It needs a role that owns the tables.
apiVersion: batch/v1
kind: CronJob
metadata: { name: partitions }
spec:
  schedule: "41 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        spec:
${indented(podSpec(image, PARTITIONS), 10)}
`;
  return [
    { path: 'kubernetes/job.yaml', text: job },
    { path: 'kubernetes/init-container.yaml', text: wait },
    { path: 'kubernetes/health.yaml', text: health },
    { path: 'kubernetes/partitions.yaml', text: partitions },
    { path: 'kubernetes/run-job.sh', text: RUN_JOB },
    { path: 'helm/migrate-job.yaml', text: helmHook() },
  ];
}

const RUN_JOB = `#!/bin/sh
# Starts the job and waits for its end; exits with 1 when it failed. kubectl wait knows one condition only, and would wait forever.
set -eu
job=$(kubectl create -f "$(dirname "$0")/job.yaml" -o name)
echo "$job"
while :; do
  ended=$(kubectl get "$job" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}')
  case " $ended " in
    *' Complete '*) kubectl logs "$job" --tail=-1; exit 0 ;;
    *' Failed '*) kubectl logs "$job" --tail=-1 || true; echo "$job failed" >&2; exit 1 ;;
  esac
  sleep "\${POLL_SECONDS:-2}"
done
`;

/** The same job before each release of a chart: Helm stops when it fails. */
function helmHook(): string {
  return `# For the folder templates/ of a chart. Value: migrate.image
apiVersion: batch/v1
kind: Job
metadata:
  name: "{{ .Release.Name }}-migrate"
  annotations:
    # The secret must be there before; in a chart that makes the database, too, use post-install.
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "0"
    # A failed job stays, with its log, until the next release.
    helm.sh/hook-delete-policy: before-hook-creation
spec:
${indented(JOB, 2)}
  template:
    spec:
${indented(podSpec('"{{ .Values.migrate.image }}"', { migrate: MIGRATES }), 6)}
`;
}
