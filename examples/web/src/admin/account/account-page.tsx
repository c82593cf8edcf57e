import { useAdmin } from '../session/session.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Section } from '../ui/section.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { SessionsSection } from './sessions-section.tsx'

export function AccountPage() {
  const { username, hasTotp } = useAdmin()
  return (
    <>
      <PageHead title="My account">You are signed in as {username}.</PageHead>
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Section title="Password" description="Changing it signs you out everywhere else.">
          <PasswordForm />
        </Section>
        <Section
          title="Second factor"
          description={
            hasTotp
              ? 'Signing in needs a code from your authenticator app.'
              : 'Signing in needs only your password. A code from an app would protect you if somebody learns it.'
          }
        >
          <SecondFactor enabled={hasTotp} />
        </Section>
      </div>
      <SessionsSection />
    </>
  )
}
