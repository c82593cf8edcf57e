// Lets an admin in again who is locked out: npm run reset-admin -- USERNAME
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { recordAudit, resetAdmin } from '@goated/accounts'
import { databaseSettings, readEnvironment } from '@goated/example-settings'
import { connect, isGoatedError } from '@goated/schema'
import { z } from 'zod'

const usage = `Usage: npm run reset-admin -- USERNAME [--keep-tokens] [--password-stdin]

Gives an admin a new password, which is shown once, and removes the second factor. All sessions of the admin end, and the
API tokens that the admin created are revoked. It goes on record in the audit log.

  --keep-tokens      leave the admin's API tokens as they are
  --password-stdin   read the new password from the standard input instead of making one

DATABASE_URL names the database; DATABASE_URL_FILE names a file that holds it. Exit code 0: done; 1: refused, and nothing
was changed; 2: wrong usage, or no database.`

process.exitCode = await main()

async function main(): Promise<number> {
  const asked = readArguments()
  if (asked === null) {
    console.error(usage)
    return 2
  }
  let url: string
  try {
    url = readEnvironment(z.object(databaseSettings), process.env).DATABASE_URL
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    return 2
  }
  const given = asked.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
  return reset(url, { ...asked, password: given ?? newPassword() }, given === null)
}

interface Asked {
  username: string
  keepTokens: boolean
  passwordStdin: boolean
}

function readArguments(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'keep-tokens': { type: 'boolean' }, 'password-stdin': { type: 'boolean' } },
    })
    const [username, ...more] = positionals
    if (username === undefined || more.length > 0) return null
    return {
      username,
      keepTokens: values['keep-tokens'] ?? false,
      passwordStdin: values['password-stdin'] ?? false,
    }
  } catch {
    return null
  }
}

async function reset(url: string, asked: Asked & { password: string }, show: boolean): Promise<number> {
  const { username, password, keepTokens } = asked
  try {
    const connection = await connect(url, { applicationName: 'goated-reset-admin', max: 1, listen: false })
    try {
      const done = await connection.db.transaction(async (tx) => {
        const { userId, ...changes } = await resetAdmin(tx, { username, password, keepTokens })
        const { secondFactorRemoved, sessionsEnded, tokensRevoked } = changes
        await recordAudit(tx, {
          actorKind: 'console',
          action: 'admin.reset',
          targetKind: 'user',
          targetId: String(userId),
          details: { secondFactorRemoved, sessionsEnded, tokensRevoked },
        })
        return changes
      })
      console.log(
        `${done.username} can sign in again. Second factor: ${done.secondFactorRemoved ? 'removed' : 'there was none'}. ` +
          `Sessions ended: ${done.sessionsEnded}. API tokens revoked: ${done.tokensRevoked}.`,
      )
      if (show) console.log(`New password, shown only now: ${password}\nChange it after signing in.`)
      return 0
    } finally {
      await connection.close()
    }
  } catch (error) {
    // A database's own message may contain what was asked of it.
    console.error(isGoatedError(error) ? error.message : 'The database cannot be reached, or has no tables yet.')
    return isGoatedError(error) && !error.code.startsWith('DATABASE_') ? 1 : 2
  }
}

/** 120 random bits, in groups for reading. */
function newPassword(): string {
  return randomBytes(15)
    .toString('hex')
    .replace(/.{6}(?=.)/g, '$&-')
}
