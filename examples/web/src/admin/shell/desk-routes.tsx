import { Navigate, Route, Routes } from 'react-router'
import { AccountPage } from '../account/account-page.tsx'
import { AuditPage } from '../audit/audit-page.tsx'
import { EntrantPage } from '../entrants/entrant-page.tsx'
import { IngestPage } from '../ingest/ingest-page.tsx'
import { PayoutsPage } from '../payouts/payouts-page.tsx'
import { TokensPage } from '../people/tokens-page.tsx'
import { UsersPage } from '../people/users-page.tsx'
import { QuarantinePage } from '../quarantine/quarantine-page.tsx'
import { QuarantinedReadingPage } from '../quarantine/quarantined-reading-page.tsx'
import { EditRacePage } from '../race-form/edit-race-page.tsx'
import { NewRacePage } from '../race-form/new-race-page.tsx'
import { RacePage } from '../races/race-page.tsx'
import { RacesPage } from '../races/races-page.tsx'
import { SeriesPage } from '../races/series-page.tsx'
import { DeskShell } from './desk-shell.tsx'
import { NoSuchPage } from './no-such-page.tsx'

export function DeskRoutes() {
  return (
    <Routes>
      <Route element={<DeskShell />}>
        <Route index element={<Navigate to="/admin/races" replace />} />
        <Route path="races" element={<RacesPage />} />
        <Route path="races/new" element={<NewRacePage />} />
        <Route path="races/:raceId" element={<RacePage />} />
        <Route path="races/:raceId/edit" element={<EditRacePage />} />
        <Route path="races/:raceId/entrants/:userId" element={<EntrantPage />} />
        <Route path="series" element={<SeriesPage />} />
        <Route path="payouts" element={<PayoutsPage />} />
        <Route path="ingest" element={<IngestPage />} />
        <Route path="quarantine" element={<QuarantinePage />} />
        <Route path="quarantine/:id" element={<QuarantinedReadingPage />} />
        <Route path="people" element={<UsersPage />} />
        <Route path="tokens" element={<TokensPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="account" element={<AccountPage />} />
        <Route path="*" element={<NoSuchPage />} />
      </Route>
    </Routes>
  )
}
