import type { OwnSession } from '@goated/example-contract'
import { useAsk, useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Ago, Instant } from '../ui/instant.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemNotice } from '../ui/notice.tsx'
import { Pill } from '../ui/pill.tsx'
import { useSay } from '../ui/said.tsx'
import { Section } from '../ui/section.tsx'

/** Where the admin is signed in, and signing out there. */
export function SessionsSection() {
  const query = useAsk('GET /api/me/sessions', {})
  const end = useTell('DELETE /api/me/sessions/:id')
  const endOthers = useTell('DELETE /api/me/sessions')
  const say = useSay()
  const others = query.data?.items.some(({ current }) => !current) ?? false
  const signOut = ({ id }: OwnSession) =>
    end.mutate({ params: { id } }, { onSuccess: () => say('That session was signed out.') })
  const signOutOthers = () =>
    endOthers.mutate(
      {},
      {
        onSuccess: ({ ended }) =>
          say(ended === 1 ? 'One other session was signed out.' : `${ended} other sessions were signed out.`),
      },
    )
  return (
    <Section
      title="Where you are signed in"
      description="If you do not recognise one of these, sign it out and change your password."
      actions={
        others && (
          <Button look="danger" busy={endOthers.isPending} onClick={signOutOthers}>
            Sign out everywhere else
          </Button>
        )
      }
      flush
    >
      {(end.error ?? endOthers.error) !== null && (
        <div className="px-4 pb-4 sm:px-6">
          <ProblemNotice error={end.error ?? endOthers.error} title="Nothing was changed" />
        </div>
      )}
      <Loaded query={query} rows={2}>
        {({ items }) => (
          <DataTable
            caption="Your sessions"
            columns={columnsFor(signOut)}
            rows={items}
            rowKey={({ id }) => id}
            rowTestId="session-row"
          />
        )}
      </Loaded>
    </Section>
  )
}

function columnsFor(signOut: (session: OwnSession) => void): Column<OwnSession>[] {
  return [
    {
      header: 'Device',
      names: true,
      cell: ({ device, current, awaitsCode }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <span className="font-semibold wrap-anywhere">{device ?? 'Unknown device'}</span>
          {current && <Pill tone="good">This one</Pill>}
          {awaitsCode && <Pill tone="warn">Code still missing</Pill>}
        </span>
      ),
    },
    { header: 'Address', cell: ({ network }) => <span className="wrap-anywhere numeric">{network}</span> },
    { header: 'Signed in', cell: ({ createdAt }) => <Instant at={createdAt} /> },
    { header: 'Last used', cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} /> },
    {
      header: 'Actions',
      actions: true,
      cell: (session) =>
        !session.current && (
          <Button
            size="small"
            onClick={() => signOut(session)}
            aria-label={`Sign out ${session.device ?? 'unknown device'} at ${session.network}`}
          >
            Sign out
          </Button>
        ),
    },
  ]
}
