import type { ListedUser } from '@goated/accounts'

/** A user as admins see one. */
export function shownUser({ affiliateAccount, ...user }: ListedUser) {
  return { ...user, source: affiliateAccount?.source ?? null, uid: affiliateAccount?.uid ?? null }
}
