import type { SessionLevel } from '@goated/schema/vocabulary'
import type { AccountUser } from '../account/account-user.ts'

/** Who asks, as far as a session tells. */
export interface SessionView {
  sessionId: number
  user: AccountUser
  /** `password`: good for `confirmTotp` and for nothing else. */
  level: SessionLevel
  /** When it ends if it is not used again. */
  expiresAt: Date
  /** When this session last showed the password. */
  passwordShownAt: Date
  /** When this session last showed a code of the second factor that the user has now; null: not yet. */
  factorShownAt: Date | null
}

/** A session that has just begun. The token is shown this once; send it to its owner and keep it nowhere. */
export interface BegunSession {
  token: string
  session: SessionView
  user: AccountUser
}
