// Makes the secrets that compose.yaml reads, each in a file of its own: node deploy/make-secrets.mjs
// A file that is there already is left as it is.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [directory = join(import.meta.dirname, 'secrets')] = process.argv.slice(2)
// Only the owner gets into the folder. The files are readable for the apps' user in their containers, which is another.
mkdirSync(directory, { recursive: true, mode: 0o700 })

const password = write('postgres_password', random(24))
write('database_url', `postgres://goated:${password}@postgres:5432/goated`)
write('session_secret', random(32))
write('admin_password', random(18))
write('metrics_token', random(24))
// To be replaced by the address that the provider gave, code included, and its token.
write('upstream_url', 'https://api.example.com/referral-leaderboard/CODE')
write('upstream_token', 'replace-me')

/** Letters and digits, so that it fits a URL as it is. */
function random(bytes) {
  return randomBytes(bytes).toString('hex')
}

function write(name, text) {
  const path = join(directory, name)
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  writeFileSync(path, `${text}\n`, { mode: 0o444 })
  console.log(`made ${path}`)
  return text
}
