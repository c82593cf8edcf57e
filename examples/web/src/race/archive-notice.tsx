import { Link } from 'react-router'
import { usePastRace } from '../archive/use-past-races.ts'
import { VerifiedMark } from '../archive/verified-mark.tsx'
import { archivedRaceAddress } from '../routing/addresses.ts'

/** Leads from a race that is over to what its result rests on. */
export function ArchiveNotice({ raceId }: { raceId: number }) {
  const archived = usePastRace(raceId)
  if (!archived) return null
  return (
    <section aria-labelledby="archive-title" className="card p-5 text-sm sm:p-6">
      <h2 id="archive-title" className="text-xl display">
        Final result
      </h2>
      <p className="mt-3">
        <VerifiedMark verified={archived.verified} />
      </p>
      <p className="mt-3 text-pretty text-muted">
        Every archived result is computed a second time from the stored readings.{' '}
        <Link to={archivedRaceAddress(archived.id)} className="text-ink underline underline-offset-4">
          See the check and its evidence
        </Link>
        .
      </p>
    </section>
  )
}
