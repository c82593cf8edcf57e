import {
  confirmTotp,
  createApiToken,
  createUser,
  findApiToken,
  findSession,
  finishTotpEnrolment,
  maskName,
  recordAudit,
  setNameHidden,
  signIn,
  startTotpEnrolment,
  verifyAudit,
} from '@goated/accounts'
import { connect, migrate } from '@goated/schema'
import { Secret, TOTP } from 'otpauth'

const { db, close } = await connect('memory://')
await migrate(db)

// #region sign-in
const ann = await createUser(db, { username: 'ann', password: 'correct horse', isAdmin: true })
const wrong = await signIn(db, { username: 'ann', password: 'guess', ip: '192.0.2.1' })
const right = await signIn(db, { username: 'ann', password: 'correct horse', ip: '192.0.2.1' })
console.log(wrong.outcome, right.outcome)
if (right.outcome === 'signed_in') {
  const session = await findSession(db, right.token) // the token goes into a cookie
  console.log(session?.user.username, session?.level)
}
// #endregion sign-in

// #region second-factor
const secret = 'from your settings: thirty-two characters or more'
const { uri } = await startTotpEnrolment(db, { userId: ann.id, issuer: 'Goated' }, { secret }) // shown as a QR code
const enrolled = await finishTotpEnrolment(db, { userId: ann.id, code: codeOf(uri) }, { secret })
const first = await signIn(db, { username: 'ann', password: 'correct horse', ip: '192.0.2.1' })
if (enrolled.outcome === 'enrolled' && first.outcome === 'totp_required') {
  const code = enrolled.recoveryCodes[0] ?? '' // or the next code of the app
  const second = await confirmTotp(db, { token: first.token, code, ip: '192.0.2.1' }, { secret })
  const again = await confirmTotp(db, { token: first.token, code, ip: '192.0.2.1' }, { secret })
  console.log(first.session.level, second.outcome, again.outcome)
}
// #endregion second-factor

// #region token
const { token } = await createApiToken(db, { name: 'overlay', scopes: ['races:read'], createdBy: ann.id })
console.log(token.slice(0, 7), (await findApiToken(db, token))?.scopes)
// #endregion token

// #region audit
const bob = await createUser(db, { username: 'bobby', password: 'battery staple' })
await db.transaction(async (tx) => {
  await setNameHidden(tx, { userId: bob.id, hidden: true })
  const target = { targetKind: 'user', targetId: String(bob.id) }
  await recordAudit(tx, { actorKind: 'user', actorUserId: ann.id, action: 'user.nameHidden', ...target })
})
const { ok, entries } = await verifyAudit(db)
console.log(maskName(bob.username), ok, entries)
// #endregion audit

await close()

/** What an authenticator app would show. */
function codeOf(address: string): string {
  return TOTP.generate({ secret: Secret.fromBase32(new URL(address).searchParams.get('secret') ?? '') })
}
