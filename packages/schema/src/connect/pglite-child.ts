// The second process of pglite.test.ts: opens the database of its parameter, writes, and closes it when a line comes in.
import { once } from 'node:events'
import { connect } from './connect.ts'

const connection = await connect(process.argv[2] ?? '')
await connection.db.execute('create table if not exists note (text text)')
await connection.db.execute(`insert into note values ('from the child')`)
console.log('open')
await once(process.stdin, 'data')
await connection.close()
