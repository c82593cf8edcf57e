import type { SessionState } from '@goated/example-contract'
import { Button } from '../ui/button.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { signOut } from './sign-out.ts'
import { TotpForm } from './totp-form.tsx'
import { TotpSetup } from './totp-setup.tsx'

type Props = {
  state: SessionState
  /** The desk was open until the session ended. */
  interrupted: boolean
  onRecoveryCodes: (codes: readonly string[]) => void
}

/** Whatever is still missing until somebody is signed in as an admin. */
export function SignInSteps({ state, interrupted, onRecoveryCodes }: Props) {
  if (state.state === 'signed_out') return <SignInForm interrupted={interrupted} />
  if (state.state === 'totp_required') return <TotpForm />
  if (state.totpSetupRequired)
    return (
      <div>
        <h1 className="text-2xl display">Protect this account</h1>
        <p className="mt-2 mb-6 text-pretty text-muted">
          Admins of this site sign in with a password and a code from an app on their phone. Set it up once, and you are
          in.
        </p>
        <TotpSetup onDone={onRecoveryCodes} />
        <SignOutInstead />
      </div>
    )
  return (
    <div>
      <h1 className="text-2xl display">Not an admin</h1>
      <p className="mt-2 text-pretty text-muted">
        You are signed in as {state.user?.username}, and this account may not use the admin desk.
      </p>
      <SignOutInstead />
    </div>
  )
}

function SignOutInstead() {
  return (
    <div className="mt-6 border-t border-line pt-4">
      <Button look="quiet" onClick={() => void signOut()}>
        Sign out
      </Button>
    </div>
  )
}
