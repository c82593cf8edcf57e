export { connect, connectHttp } from './connect.ts'
export type { Connection, ConnectOptions, HttpConnection, ListenOptions } from './connection.ts'
