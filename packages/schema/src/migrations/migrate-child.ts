// One of the processes of migrate.db.test.ts: migrates the database of its parameter when a line comes in.
import { once } from 'node:events'
import { connect } from '../connect/connect.ts'
import { migrate } from './migrate.ts'

const connection = await connect(process.argv[2] ?? '')
await connection.db.execute('select 1')
console.log('ready')
await once(process.stdin, 'data')
console.log(JSON.stringify(await migrate(connection.db)))
await connection.close()
