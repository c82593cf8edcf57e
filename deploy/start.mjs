// Starts what `npm run build:apps` built: the server, or one of the commands of `goated`, such as worker, migrate, import
// or reset-admin. What follows the name is the command's.
const [name = 'server'] = process.argv.slice(2)
if (name === 'server') await import('./dist/server.js')
else await import('./dist/goated.js')
