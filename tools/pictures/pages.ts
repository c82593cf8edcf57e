import type { Shown } from './picture-demo.ts'

/** A page: what its picture is called, where it is, and what is there once it can be photographed. */
export interface PicturedPage {
  name: string
  path: (shown: Shown) => string
  ready: string
}

const chart = '[data-testid=progression-chart] svg.recharts-surface'

/** What everybody may see. */
export const publicPages: PicturedPage[] = [
  { name: 'board', path: () => '/', ready: '[data-testid=standing]:nth-child(10)' },
  { name: 'race', path: ({ raceId }) => `/races/${raceId}`, ready: chart },
  { name: 'leaderboard', path: () => '/leaderboards/weekly', ready: '[data-testid=leaderboard-entry]' },
  { name: 'archive', path: () => '/archive', ready: '[data-testid=past-race]' },
  { name: 'archived-race', path: ({ archiveId }) => `/archive/${archiveId}`, ready: '[data-testid=final-standing]' },
  { name: 'player', path: ({ player }) => `/players/${encodeURIComponent(player)}`, ready: chart },
  { name: 'not-found', path: () => '/no/such/page', ready: 'h1' },
  { name: 'embed', path: () => '/embed?rows=8', ready: '[data-testid=standing]' },
  { name: 'overlay', path: () => '/overlay?rows=5', ready: '[data-testid=standing]' },
  { name: 'api-docs', path: () => '/api/docs', ready: 'main h1' },
  { name: 'sign-in', path: () => '/admin', ready: '[data-testid=sign-in-form]' },
]

const row = (page: string) => `[data-testid=${page}-row]`

/** What only a signed-in admin may see. */
export const deskPages: PicturedPage[] = [
  { name: 'desk-races', path: () => '/admin/races', ready: row('race') },
  { name: 'desk-new-race', path: () => '/admin/races/new', ready: '[data-testid=prize-row]' },
  { name: 'desk-race', path: ({ longRaceId }) => `/admin/races/${longRaceId}`, ready: row('entrant') },
  {
    name: 'desk-edit-race',
    path: ({ longRaceId }) => `/admin/races/${longRaceId}/edit`,
    ready: '[data-testid=race-form]',
  },
  {
    name: 'desk-entrant',
    path: ({ longRaceId, entrantId }) => `/admin/races/${longRaceId}/entrants/${entrantId}`,
    ready: '[data-testid=decide-form], svg.recharts-surface',
  },
  { name: 'desk-series', path: () => '/admin/series', ready: row('series') },
  { name: 'desk-payouts', path: () => '/admin/payouts', ready: row('payout') },
  { name: 'desk-ingest', path: () => '/admin/ingest', ready: 'svg.recharts-surface' },
  { name: 'desk-quarantine', path: () => '/admin/quarantine', ready: row('quarantine') },
  {
    name: 'desk-quarantined-reading',
    path: ({ quarantinedId }) => `/admin/quarantine/${quarantinedId}`,
    ready: 'main h1',
  },
  { name: 'desk-people', path: () => '/admin/people', ready: row('user') },
  { name: 'desk-tokens', path: () => '/admin/tokens', ready: 'main h1' },
  { name: 'desk-audit', path: () => '/admin/audit', ready: row('audit') },
  { name: 'desk-account', path: () => '/admin/account', ready: 'main h1' },
]
