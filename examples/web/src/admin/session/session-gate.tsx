import type { SignedInUser } from '@goated/example-contract'
import { type ReactNode, useState } from 'react'
import { Loaded } from '../ui/loaded.tsx'
import { PausedContext } from '../ui/paused.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SessionPage } from './session-page.tsx'
import { AdminContext, deskUser, useSessionState } from './session.ts'
import { SignInSteps } from './sign-in-steps.tsx'

/**
 * Shows the desk to admins, and to everybody else the way in. A session that ends puts what was on the page out of
 * sight without losing it: whoever signs in again finds a half-filled form as it was.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSessionState()
  // The server shows them once, so nothing may take them away before they were read.
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const user = codes === null ? deskUser(session.data) : null
  const [latest, setLatest] = useState<SignedInUser | null>(null)
  if (user !== null && user !== latest) setLatest(user)
  const shown = user ?? latest

  return (
    <>
      {shown !== null && (
        <div key={shown.id} hidden={user === null}>
          <PausedContext value={user === null}>
            <AdminContext value={shown}>{children}</AdminContext>
          </PausedContext>
        </div>
      )}
      {user === null && (
        <SessionPage>
          {codes === null ? (
            <Loaded query={session} rows={3}>
              {(state) => <SignInSteps state={state} interrupted={latest !== null} onRecoveryCodes={setCodes} />}
            </Loaded>
          ) : (
            <RecoveryCodes codes={codes} onStored={() => setCodes(null)} />
          )}
        </SessionPage>
      )}
    </>
  )
}
