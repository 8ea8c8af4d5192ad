/** A composite action of GitHub: checks what a pull request changes, and comments on it. */
export function githubAction(): string {
  return `# uses: ./.github/actions/migrations    after a checkout with "fetch-depth: 0" and the installation of packages
name: Migrations of a pull request
description: Checks the migrations that a pull request changes, and comments on it with plan, SQL and graph.
inputs:
  database-url:
    description: An empty PostgreSQL database of this job, of the major version of production.
    required: true
  base:
    description: The branch that the pull request is for.
    default: \${{ github.base_ref }}
  token:
    description: May write comments ("pull-requests" is "write").
    default: \${{ github.token }}
runs:
  using: composite
  steps:
    # GitHub runs "shell: bash" as bash -eo pipefail: a failed command fails the step.
    - name: Check what changed
      shell: bash
      env: { BASE: "\${{ inputs.base }}" }
      run: |
        export PATH="$PWD/node_modules/.bin:$PATH"
        echo "$PWD/node_modules/.bin" >> "$GITHUB_PATH"
        migrate check --affected --base "origin/$BASE"
        migrate validate --affected --base "origin/$BASE"
        migrate merge --check --base "origin/$BASE"
        migrate lint --base "origin/$BASE" --format github
    - name: A database as the target branch makes it
      shell: bash
      env: { BASE: "\${{ inputs.base }}", DATABASE_URL: "\${{ inputs.database-url }}" }
      run: |
        git worktree add --detach "$RUNNER_TEMP/base" "$(git merge-base "origin/$BASE" HEAD)"
        ln -s "$PWD/node_modules" "$RUNNER_TEMP/base/node_modules"
        migrate --quiet -C "$RUNNER_TEMP/base" upgrade heads
        migrate status --json > "$RUNNER_TEMP/status.json"
    - name: Plan, SQL and graph
      shell: bash
      env: { BASE: "\${{ inputs.base }}", DATABASE_URL: "\${{ inputs.database-url }}" }
      run: |
        migrate plan > "$RUNNER_TEMP/plan.txt"
        # A data revision has no SQL: then the error says which.
        migrate upgrade heads --sql --from-file "$RUNNER_TEMP/status.json" > "$RUNNER_TEMP/upgrade.sql" 2> "$RUNNER_TEMP/why.txt" ||
          sed 's/^/-- /' "$RUNNER_TEMP/why.txt" > "$RUNNER_TEMP/upgrade.sql"
        migrate graph --format mermaid > "$RUNNER_TEMP/graph.mmd"
        {
          echo '### Migrations'
          echo
          echo '\`\`\`text'
          cat "$RUNNER_TEMP/plan.txt"
          echo '\`\`\`'
          echo
          echo '<details><summary>SQL</summary>'
          echo
          echo '\`\`\`sql'
          head -n 400 "$RUNNER_TEMP/upgrade.sql"
          echo '\`\`\`'
          echo
          echo '</details>'
          if [ "$(wc -c < "$RUNNER_TEMP/graph.mmd")" -lt 20000 ]; then
            echo
            echo '<details><summary>Graph</summary>'
            echo
            echo '\`\`\`mermaid'
            cat "$RUNNER_TEMP/graph.mmd"
            echo '\`\`\`'
            echo
            echo '</details>'
          fi
        } > "$RUNNER_TEMP/comment.md"
    - name: Comment
      shell: bash
      env:
        GH_TOKEN: \${{ inputs.token }}
        NUMBER: \${{ github.event.pull_request.number }}
      run: |
        gh pr comment "$NUMBER" --edit-last --body-file "$RUNNER_TEMP/comment.md" ||
          gh pr comment "$NUMBER" --body-file "$RUNNER_TEMP/comment.md"
`;
}
