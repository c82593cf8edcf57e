import { randomBytes } from 'node:crypto'
import type { CliContext } from '../command.ts'

/** Where a new password comes from. Never from the command line, which every user of the machine can read. */
export interface NewPassword {
  password: string
  /** It was made here, so somebody has to be told. */
  made: boolean
}

export const passwordStdinFlag = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'Read the password from the standard input instead of making one',
} as const

/** Reads a password from the standard input, where one line end at its end does not count, or makes one. */
export async function newPassword({ process: { stdin } }: CliContext, fromInput: boolean): Promise<NewPassword> {
  if (!fromInput) return { password: makePassword(), made: true }
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return {
    password: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/\r?\n$/, ''),
    made: false,
  }
}

/** 120 random bits, in groups for reading. */
function makePassword(): string {
  return randomBytes(15)
    .toString('hex')
    .replace(/.{6}(?=.)/g, '$&-')
}
