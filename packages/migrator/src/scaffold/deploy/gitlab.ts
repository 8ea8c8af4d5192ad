/**
 * The jobs of GitLab: what a merge request changes, with a comment, and the deployment.
 *
 * @param install installs what the lock file says
 */
export function gitlab(install: string): string {
  return `# .gitlab-ci.yml, or a file that it includes
.migrations:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    # The place where the branch began is looked for in the history.
    GIT_DEPTH: "0"
  before_script:
    - ${install}
    - export PATH="$PWD/node_modules/.bin:$PATH"
    - git fetch --quiet origin "+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"

migrations:check:
  extends: .migrations
  script:
    # First, so that it is there when a check fails.
    - migrate ui --out report
    - migrate check --affected --base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - migrate validate --affected --base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - migrate merge --check --base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - migrate lint --base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
  artifacts:
    when: always
    paths: [report]
    expose_as: Migrations

migrations:round-trip:
  extends: .migrations
  parallel:
    matrix:
      - POSTGRES: ["14", "15", "16", "17", "18"]
  services:
    - name: postgres:$POSTGRES
      alias: postgres
  variables:
    POSTGRES_PASSWORD: postgres
    DATABASE_URL: postgres://postgres:postgres@postgres:5432/postgres
  script:
    - migrate upgrade heads
    - migrate downgrade base
    - migrate upgrade heads

migrations:comment:
  extends: .migrations
  rules:
    # A project or group access token with the scope "api", as a masked variable.
    - if: $CI_PIPELINE_SOURCE == "merge_request_event" && $MIGRATIONS_TOKEN
  services:
    # The major version of production.
    - name: postgres:18
      alias: postgres
  variables:
    GIT_DEPTH: "0"
    POSTGRES_PASSWORD: postgres
    DATABASE_URL: postgres://postgres:postgres@postgres:5432/postgres
  script:
    - work=$(mktemp -d)
    - git worktree add --detach "$work/base" "$(git merge-base "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" HEAD)"
    - ln -s "$PWD/node_modules" "$work/base/node_modules"
    - migrate --quiet -C "$work/base" upgrade heads
    - migrate status --json > "$work/status.json"
    - migrate plan > "$work/plan.txt"
    # A data revision has no SQL: then the error says which.
    - |
      migrate upgrade heads --sql --from-file "$work/status.json" > "$work/upgrade.sql" 2> "$work/why.txt" ||
        sed 's/^/-- /' "$work/why.txt" > "$work/upgrade.sql"
    - migrate graph --format mermaid > "$work/graph.mmd"
    - |
      {
        echo '### Migrations'
        echo
        echo '\`\`\`text'
        cat "$work/plan.txt"
        echo '\`\`\`'
        echo
        echo '<details><summary>SQL</summary>'
        echo
        echo '\`\`\`sql'
        head -n 400 "$work/upgrade.sql"
        echo '\`\`\`'
        echo
        echo '</details>'
        if [ "$(wc -c < "$work/graph.mmd")" -lt 20000 ]; then
          echo
          echo '\`\`\`mermaid'
          cat "$work/graph.mmd"
          echo '\`\`\`'
        fi
      } > "$work/comment.md"
    # In a block: a colon and a blank would make it a mapping of YAML.
    - |
      curl --fail --silent --show-error --header "PRIVATE-TOKEN: $MIGRATIONS_TOKEN" --data-urlencode "body@$work/comment.md" "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"

# The deployment: one at a time. A failed migration fails the job, and nothing after it runs.
migrations:deploy:
  extends: .migrations
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
  environment: production
  resource_group: migrations
  before_script:
    - ${install}
    - export PATH="$PWD/node_modules/.bin:$PATH"
  script:
    # DATABASE_URL is a protected, masked variable of the environment.
    - migrate plan
    - migrate upgrade heads --wait 60s --tag "$CI_COMMIT_SHORT_SHA"
`;
}
