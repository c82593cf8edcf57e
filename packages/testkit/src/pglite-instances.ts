import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { migrate } from '@goated/schema'
import { migrationPlans } from '@goated/schema/internal'
import { drizzle } from 'drizzle-orm/pglite'
import { oddSettings } from './odd-settings.ts'

/** Migrated instances that a test has given back. */
const idle: PGlite[] = []
const fingerprints = new WeakMap<PGlite, string>()
const images = new Map<boolean, Promise<Blob>>()

/**
 * A migrated and empty embedded database.
 * The first takes half a second, from an image on disk; then those that tests gave back are used again.
 */
export async function takePGlite(): Promise<PGlite> {
  const ready = idle.pop()
  if (ready) return ready
  const instance = await loadImage(true)
  fingerprints.set(instance, await fingerprint(instance))
  return instance
}

/** An embedded database without tables, which nobody else has used. */
export function openEmptyPGlite(): Promise<PGlite> {
  return loadImage(false)
}

/** Empties a database for the next test, or closes it when the test changed more than rows. */
export async function givePGliteBack(instance: PGlite): Promise<void> {
  const expected = fingerprints.get(instance)
  const emptied = await reset(instance).then(
    () => fingerprint(instance),
    () => undefined,
  )
  if (expected !== undefined && emptied === expected) idle.push(instance)
  else await instance.close().catch(() => {})
}

/** Makes the images, unless this machine has them from an earlier run. */
export async function prepareImages(): Promise<void> {
  await readImage(true)
  await readImage(false)
}

/** PGlite has settings of its own for its one session, which come before those of the database. */
const useOddSettings = Object.entries(oddSettings)
  .map(
    ([name, value]) =>
      `set ${name} to ${value
        .split(', ')
        .map((each) => `'${each}'`)
        .join(', ')}`,
  )
  .join(';\n')

/** Loading an image takes a third of the time of making a database. */
async function loadImage(migrated: boolean): Promise<PGlite> {
  const image = images.get(migrated) ?? readImage(migrated)
  images.set(migrated, image)
  const instance = new PGlite({ loadDataDir: await image })
  await instance.exec(useOddSettings)
  return instance
}

async function reset(instance: PGlite): Promise<void> {
  await instance.exec('rollback')
  await instance.exec('discard all')
  await instance.exec(useOddSettings)
  // Most tests touch a few tables, and truncating all of them would take longer than the test.
  const { rows } = await instance.query<{ statement: string }>(
    `select format('truncate %s cascade', string_agg(oid::regclass::text, ', ')) as statement from pg_class
     where relnamespace = 'goated'::regnamespace and relkind = 'r' and relname <> 'migrations' and pg_relation_size(oid) > 0
     having count(*) > 0
     union all select format('alter sequence %I.%I restart', schemaname, sequencename) from pg_sequences
     where schemaname = 'goated' and last_value is not null`,
  )
  // The audit log's own triggers would refuse to let it be emptied.
  await instance.exec("set session_replication_role = 'replica'")
  await instance.exec(rows.map((row) => row.statement).join(';\n'))
  await instance.exec('reset session_replication_role')
}

/** Everything about a database that truncating does not put back: what exists, its settings, and the ledger. */
async function fingerprint(instance: PGlite): Promise<string> {
  const { rows } = await instance.query<{ text: string }>(`
    select md5(string_agg(line, ';' order by line)) as text from (
      select concat_ws(' ', 'schema', oid) from pg_namespace where oid >= 16384 and nspname not like 'pg\\_%'
      union all select concat_ws(' ', 'relation', oid, relname) from pg_class
        where oid >= 16384 and relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_%')
      union all select concat_ws(' ', 'column', attrelid, attname, atttypid, atttypmod, attnotnull, atthasdef, attisdropped)
        from pg_attribute where attrelid >= 16384 and attnum > 0
      union all select concat_ws(' ', 'constraint', oid, conname, convalidated) from pg_constraint where oid >= 16384
      union all select concat_ws(' ', 'function', oid, md5(prosrc)) from pg_proc where oid >= 16384
      union all select concat_ws(' ', 'trigger', oid, tgenabled) from pg_trigger where oid >= 16384
      union all select concat_ws(' ', 'setting', setdatabase, setrole, setconfig::text) from pg_db_role_setting
      union all select concat_ws(' ', 'migration', m::text) from goated.migrations m
    ) as catalog (line)`)
  return rows[0]?.text ?? ''
}

async function readImage(migrated: boolean): Promise<Blob> {
  const path = await imagePath(migrated)
  const found = await readFile(path).catch(() => undefined)
  if (found) return new Blob([found])
  const instance = new PGlite()
  if (migrated) await migrate(drizzle(instance))
  else await instance.waitReady
  const dump = await instance.dumpDataDir('none')
  await instance.close()
  // Renamed into place, as several workers may be at it.
  const partial = `${path}.${process.pid}`
  await writeFile(partial, Buffer.from(await dump.arrayBuffer()))
  await rename(partial, path)
  await removeOldImages()
  return dump
}

function imageDirectory(): string {
  return join(tmpdir(), 'goated-testkit')
}

async function imagePath(migrated: boolean): Promise<string> {
  await mkdir(imageDirectory(), { recursive: true })
  const resolve = createRequire(import.meta.url).resolve
  const manifest = await readFile(join(resolve('@electric-sql/pglite'), '..', '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const plans = migrated ? migrationPlans().map((plan) => plan.sql) : []
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode([version, ...plans].join('\n')))
  return join(imageDirectory(), `pglite-${Buffer.from(digest).toString('hex').slice(0, 24)}.tar`)
}

async function removeOldImages(): Promise<void> {
  for (const name of await readdir(imageDirectory())) {
    const path = join(imageDirectory(), name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 86_400_000) await rm(path, { force: true })
  }
}
