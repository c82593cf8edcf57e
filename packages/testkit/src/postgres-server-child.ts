// The owner that postgres-server.test.ts kills: starts a server, says where, and waits.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres } from './postgres-server.ts'

const { directory } = await startPostgres()
const [pid] = (await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n')
console.log(JSON.stringify({ pid: Number(pid), directory }))
setInterval(() => {}, 60_000)
