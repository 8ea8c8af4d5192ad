/** Database, then the job that migrates, then a service that starts only when that is done. */
export function compose(image: string): string {
  return `# DB_PASSWORD=… docker compose -f deploy/compose.yaml up -d
services:
  db:
    image: \${POSTGRES_IMAGE:-postgres:18-alpine}
    environment:
      POSTGRES_DB: app
      POSTGRES_PASSWORD: \${DB_PASSWORD:?is not set}
    volumes: [data:/var/lib/postgresql]
    healthcheck:
      # --host: while the image sets itself up, the socket answers before TCP does.
      test: [CMD, pg_isready, --host, localhost, --username, postgres, --quiet]
      interval: 1s
      timeout: 2s
      retries: 60

  migrate:
    build: { context: .., dockerfile: deploy/Dockerfile }
    image: \${MIGRATE_IMAGE:-${image}}
    environment: &database
      DATABASE_URL: postgres://postgres@db:5432/app
      PGPASSWORD: \${DB_PASSWORD:?is not set}
      MIGRATION_COMMAND: \${MIGRATION_COMMAND:-upgrade heads --wait 60s}
    depends_on:
      db: { condition: service_healthy }
    restart: 'no'
    read_only: true
    # Data revisions are compiled there.
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ['no-new-privileges:true']
    # After SIGTERM a statement may run for 5 more seconds, then it is cancelled and rolled back.
    stop_grace_period: 30s

  service:
    # Your service in the place of this one, which only says that everything is applied.
    image: \${MIGRATE_IMAGE:-${image}}
    command: [status, --check]
    environment: *database
    depends_on:
      migrate: { condition: service_completed_successfully }

volumes:
  data:
`;
}
