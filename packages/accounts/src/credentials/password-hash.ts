import { availableParallelism } from 'node:os'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'
import { accountError } from '../errors.ts'

/** Argon2id, as OWASP recommends it: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const argon2id = 2

// Each hash takes 19 MiB and one of Node's few threads for file and DNS work, so a flood of attempts waits its turn here.
const slots = pLimit(Math.min(3, availableParallelism()))
const waitingMax = 100

/**
 * Hashes a password for storing, with a salt of its own.
 *
 * @throws PASSWORD_CHECKS_BUSY too many are waiting for the same
 */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters))
}

/**
 * Compares a password with a stored hash. Without one (nobody has that name, or the account is unclaimed) it compares
 * with a hash that no password fits, so that the time taken does not tell.
 *
 * @throws PASSWORD_CHECKS_BUSY too many are waiting for the same
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const against = stored ?? decoyHash
  const fits = await inTurn(() => verify(against, password))
  return fits && stored !== null
}

/** True when a stored hash was made with other parameters than hashes are made with now. */
export function isHashOutdated(stored: string): boolean {
  const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(stored)
  return (
    (algorithm as number) !== argon2id ||
    memoryCost !== parameters.memoryCost ||
    timeCost !== parameters.timeCost ||
    parallelism !== parameters.parallelism
  )
}

/** Has the parameters of a real hash; salt and hash are nothing but zeros. */
const decoyHash = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (slots.pendingCount >= waitingMax)
    throw accountError('PASSWORD_CHECKS_BUSY', 'Too many passwords are being checked. Try again in a moment.')
  return slots(work)
}
