import { lazy, Suspense } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { LoadBoundary } from './layout/load-boundary.tsx'
import { NotFoundPage } from './layout/not-found-page.tsx'
import { PageFrame } from './layout/page-frame.tsx'
import { LiveFeed } from './live/live-feed.tsx'
import { CurrentRacePage } from './race/current-race-page.tsx'
import { RacePage } from './race/race-page.tsx'

// What a first visit needs is in the first script; the rest comes when somebody goes there.
const LeaderboardsPage = lazy(async () => ({
  default: (await import('./leaderboard/leaderboards-page.tsx')).LeaderboardsPage,
}))
const PastRacesPage = lazy(async () => ({ default: (await import('./archive/past-races-page.tsx')).PastRacesPage }))
const ArchivedRacePage = lazy(async () => ({
  default: (await import('./archive/archived-race-page.tsx')).ArchivedRacePage,
}))
const PlayerPage = lazy(async () => ({ default: (await import('./player/player-page.tsx')).PlayerPage }))
const OverlayPage = lazy(async () => ({ default: (await import('./overlay/overlay-page.tsx')).OverlayPage }))
const EmbedPage = lazy(async () => ({ default: (await import('./embed/embed-page.tsx')).EmbedPage }))
const AdminApp = lazy(async () => ({ default: (await import('./admin/admin-app.tsx')).AdminApp }))

export function App() {
  return (
    <LoadBoundary>
      <Suspense fallback={null}>
        <Routes>
          <Route path="/admin/*" element={<AdminApp />} />
          <Route path="/overlay/:raceId?" element={<OverlayPage />} />
          <Route path="/embed/:raceId?" element={<EmbedPage />} />
          <Route
            element={
              <LiveFeed>
                <PageFrame />
              </LiveFeed>
            }
          >
            <Route index element={<CurrentRacePage />} />
            <Route path="/races/:raceId" element={<RacePage />} />
            <Route path="/leaderboards" element={<Navigate to="/leaderboards/weekly" replace />} />
            <Route path="/leaderboards/:period" element={<LeaderboardsPage />} />
            <Route path="/archive" element={<PastRacesPage />} />
            <Route path="/archive/:archiveId" element={<ArchivedRacePage />} />
            <Route path="/players/:username" element={<PlayerPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </Suspense>
    </LoadBoundary>
  )
}
