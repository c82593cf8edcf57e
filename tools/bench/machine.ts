import { cpus, totalmem, release, type } from 'node:os'
import type { Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { sql } from 'drizzle-orm'

/** Settings that decide what a commit costs, and what the figures depend on. */
const settingNames = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'shared_buffers',
  'max_wal_size',
  'work_mem',
  'jit',
]

/** Describes the machine and everything whose version matters. */
export async function describeMachine(db: Db, redis: string | null): Promise<Record<string, string>> {
  const [version] = await queryRows<{ server_version: string }>(db, sql`show server_version`)
  const settings = await queryRows<{ name: string; value: string }>(
    db,
    sql`select name, current_setting(name) as value from pg_settings
      where name in (${sql.join(
        settingNames.map((name) => sql`${name}`),
        sql`, `,
      )}) order by name`,
  )
  return {
    cpu: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
    system: `${type()} ${release()}`,
    node: process.version,
    postgres: version?.server_version ?? 'unknown',
    settings: settings.map(({ name, value }) => `${name}=${value}`).join(' '),
    redis: redis ?? 'not installed',
  }
}
