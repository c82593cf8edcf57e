// Starts one of the built apps by its name: server, worker, migrate, import or reset-admin. What follows the name is the
// app's.
const files = {
  server: '../examples/server/dist/main.js',
  worker: '../examples/worker/dist/main.js',
  migrate: '../examples/worker/dist/migrate.js',
  import: '../examples/worker/dist/import.js',
  'reset-admin': '../examples/server/dist/reset-admin.js',
}

const [command = 'server'] = process.argv.splice(2, 1)
if (Object.hasOwn(files, command)) await import(files[command])
else {
  console.error(`${command} is none of the commands: ${Object.keys(files).join(', ')}.`)
  process.exitCode = 2
}
