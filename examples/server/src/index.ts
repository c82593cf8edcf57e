export { createServer, type ReferenceServer, type ServerOptions } from './server.ts'
